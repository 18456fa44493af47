"""Acts in the order in which they happen, with the weather told beside them."""

from videostudio.agents.house.acts import Act


def in_story_order(acts: list[Act]) -> list[Act]:
    """Acts as they happen: "A after B" and "Before B, A" are turned round."""
    ordered: list[Act] = []
    held: list[tuple[int, Act]] = []
    for act in acts:
        sentence = act.clause.sentence
        for waiting in [each for each in held if each[0] != sentence]:
            ordered.append(waiting[1])
            held.remove(waiting)
        first_here = not any(each.clause.sentence == sentence for each in ordered)
        if act.clause.goes_last() and first_here:
            held.append((sentence, act))
        elif act.clause.goes_first() and not first_here and not act.clause.after_comma:
            ordered.insert(len(ordered) - 1, act)
        else:
            ordered.append(act)
    return ordered + [act for _, act in held]


def with_weather_told(acts: list[Act]) -> list[Act]:
    """Acts that nobody does ("it pours", "a storm comes") join the act beside them in their sentence."""
    told: list[Act] = []
    pending: list[Act] = []
    for act in acts:
        if act.clause.aside or (act.soft and not act.figures() and act.place is None):
            continue
        if not act.figures() and not (act.of_place and not act.soft) and act.clause.verb is not None:
            if act.clause.describes:
                continue
            pending.append(act)
            continue
        same = [each for each in pending if each.clause.sentence == act.clause.sentence]
        if told and (earlier := [each for each in pending if each not in same]):
            told[-1].trails += earlier[:2]
            act.leads = same
        else:
            act.leads = pending[-2:]
        act.place = act.place or next((lead.place for lead in reversed(act.leads) if lead.place), None)
        pending = []
        told.append(act)
    if told and pending:
        told[-1].trails += pending[:2]
        return told
    return told + pending
