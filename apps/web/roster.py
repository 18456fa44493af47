"""The cast and the places, with the pictures they go by."""

from videostudio.apps.web.board import still
from videostudio.apps.web.controls import button, fold, form, picture, text
from videostudio.apps.web.seen import FilmSeen, MemberSeen
from videostudio.film.entity import EntityKind
from videostudio.tools.report.markup import Markup, tag

PORTRAIT_PX = 360


def roster(film: FilmSeen) -> Markup | None:
    """Everybody and every place; None while there is no script."""
    if not film.cast:
        return None
    members = tag("ul", *(_member(member, film) for member in film.cast), class_="cast")
    return tag("section", tag("h2", "Cast and places"), members, id="cast")


def _member(member: MemberSeen, film: FilmSeen) -> Markup:
    entity = member.entity
    own = tag("span", "your own picture", class_="pill") if entity.own_image else None
    return tag(
        "li",
        tag(
            "div",
            still(film.id, member.picture, f"What {member.name} looks like", PORTRAIT_PX),
            class_="portrait place" if entity.kind is EntityKind.PLACE else "portrait",
        ),
        tag("h3", member.name),
        tag("p", entity.kind.value, own, class_="kind"),
        tag("p", entity.description, class_="description") if entity.description else None,
        tag("div", _editor(member), _swap(member), class_="folds") if "edit" in film.can else None,
        class_="member",
        id=f"member-{entity.id}",
    )


def _editor(member: MemberSeen) -> Markup:
    entity = member.entity
    looks = (
        text(f"look-{entity.id}-{at}", aspect.name, f"look:{aspect.name}", aspect.value, 200)
        for at, aspect in enumerate(entity.aspects)
    )
    return fold(
        f"recast-{entity.id}",
        "Edit",
        form(
            "edit-member",
            text(f"name-{entity.id}", "Who or what it is", "name", entity.name, 120),
            *looks,
            text(f"new-{entity.id}", "Anything else", "wish", "", 400, hint="give it a red collar"),
            send="See what that changes",
            entity=entity.id,
        ),
        kind="edit",
    )


def _swap(member: MemberSeen) -> Markup:
    entity = member.entity
    forget = button("Forget my picture", "forget-picture", entity=entity.id) if entity.own_image else None
    return fold(
        f"swap-{entity.id}",
        "Your own picture",
        form(
            "use-picture",
            picture(f"picture-{entity.id}", f"A picture of {entity.name}"),
            send="See what that changes",
            entity=entity.id,
        ),
        forget,
    )
