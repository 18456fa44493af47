"""A person's looks, settled: everything that is drawn of them, as colours and names of styles."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Design:
    """`age` is child, young, adult or old; `gender` man or woman; `build` slim, normal or stout; `kind` human, robot
    or alien. Colours are #rrggbb, `cape` "" where there is none. `hat`, `prop`, `beard` ("" for none) and `extras`
    are names that `hats`, `props` and `head` know."""

    age: str = "adult"
    gender: str = "man"
    build: str = "normal"
    kind: str = "human"
    skin: str = "#f6c9a4"
    hair: str = "short"
    hair_colour: str = "#4a2f27"
    beard: str = ""
    glasses: str = ""
    garment: str = "shirt"
    top: str = "#4f8fe0"
    bottom: str = "#3a4a78"
    shoes: str = "#6b4530"
    accent: str = "#f7c948"
    hat: str = ""
    hat_colour: str = "#c0392b"
    prop: str = ""
    cape: str = ""
    extras: tuple[str, ...] = ()

    @property
    def old(self) -> bool:
        return self.age == "old"

    @property
    def child(self) -> bool:
        return self.age == "child"

    @property
    def woman(self) -> bool:
        return self.gender == "woman"
