"""Which language a text is in: never told wrongly, and told for a few sentences of narration."""

import pytest

from videostudio.agents.llm.tongue import ENGLISH, astray, called, speaks_of_a_language, tongues

SENTENCES = {
    "English": (
        "In the rain, a girl finds a lost puppy.",
        "She will not leave it there.",
        "At home, it is warm and dry.",
    ),
    "Spanish": (
        "Una niña encuentra un perro bajo la lluvia.",
        "Lo lleva a su casa.",
        "El pescador rema hasta la isla.",
    ),
    "French": ("Un vieux pêcheur rame vers une île.", "Dans le sable, il trouve une lettre.", "Elle était pour lui."),
    "German": ("Ein Hund läuft durch den Wald.", "Das Mädchen wartet am Fenster auf den Regen.", "Sie tanzt allein."),
    "Italian": ("Il gatto dorme sul tetto della casa.", "La nonna prepara la pasta con il nipote."),
    "Portuguese": ("O menino corre pela praia com o seu cão.", "Ela não sabe onde está a chave."),
    "Dutch": ("De hond loopt door het bos en vindt een bot.", "Het meisje wacht op de regen."),
    "Swedish": ("En gammal man sitter på en bänk och väntar på tåget.", "Hon ser en katt under bordet."),
    "Danish": ("En gammel mand sidder på en bænk og venter på toget.", "Hun ser ud over havet."),
    "Polish": ("Stary rybak płynie łodzią na wyspę.", "Dziewczynka znajduje psa w lesie i zabiera go do domu."),
    "Russian": ("Старый рыбак плывёт на остров.", "Девочка находит собаку в лесу и ведёт её домой."),
    "Turkish": ("Yaşlı bir balıkçı adaya doğru kürek çeker.", "Kız ve köpek bir evde oturur."),
    "Finnish": ("Vanha mies istuu penkillä ja odottaa junaa.", "Hän on iloinen, kun se tulee."),
    "Hungarian": ("Egy öreg halász a szigetre evez.", "A lány egy kutyát talál az erdőben."),
    "Indonesian": ("Seorang nelayan tua mendayung ke pulau itu.", "Gadis itu menemukan seekor anjing di hutan."),
}


@pytest.mark.parametrize("language", SENTENCES)
def test_sentences_are_told_together_and_never_wrongly_alone(language: str) -> None:
    sentences, own = SENTENCES[language], frozenset({language})
    for sentence in sentences:
        assert not tongues(sentence) or language in tongues(sentence)
        assert astray(sentence, own) == ""
    other = ENGLISH if language != "English" else frozenset({"Spanish"})
    assert astray(" ".join(sentences), other) == language
    assert astray(" ".join(sentences), own) == ""


def test_neighbours_are_not_told_apart_by_words_that_they_share() -> None:
    assert tongues("Han er ikke der.") >= {"Danish", "Norwegian"}
    assert astray("Han er ikke der, og det er godt.", frozenset({"Norwegian"})) == ""
    assert astray("Han är inte där.", frozenset({"Norwegian", "Danish"})) == "Swedish"


def test_a_word_or_two_tell_nothing() -> None:
    assert tongues("Homecoming") == tongues("") == called("tlh") == frozenset()
    assert called(" english") == {"English"}
    assert astray("Sie tanzt.", ENGLISH) == astray("Und dann ist sie nicht mehr da.", frozenset()) == ""


def test_a_story_that_speaks_of_a_language_may_be_told_in_it() -> None:
    assert speaks_of_a_language("A cook bakes bread, narrated in French.")
    assert not speaks_of_a_language("A cook frenchs the beans.")
