"""Figures of the dead in the words of other wars and papers: lists of bulletins, a side's losses, other counts."""

from collections.abc import Callable

import pytest

from warledger.record.statement import Statement

Read = Callable[..., list[Statement]]

FIGURES = [
    (
        "two groups under a label",
        "Battle of Gao, 21 January. Rebels attacked the barracks. Killed: 12 gendarmes, 31 insurgents.",
        {(12, 12), (31, 31)},
    ),
    (
        "a label that says where",
        "Shelling of Kherson, 24 December. Killed in the central market: 10 civilians. Wounded: 58.",
        {(10, 10)},
    ),
    (
        "a part of it",
        "Air strike on Mekelle. Dead: 64 people, 20 of them children, by the hospital's list.",
        {(64, 64)},
    ),
    ("no colon", "Air strike on Taiz, 26 August. Dead 13, among them four women.", {(13, 13)}),
    ("a label after its group", "Ambush near Arauca. Colombian soldiers killed in the ambush: 7.", {(7, 7)}),
    ("no figure under a label", "Clashes in El Fasher. Rebels killed: not known. Army vehicles lost: 4.", set()),
    ("things under a label", "Shelling of Taiz. Losses: 12 vehicles.", set()),
    (
        "what a side lost",
        "Government troops stormed Kilinochchi. The Tigers lost ninety; the army's own loss was eleven.",
        {(90, 90), (11, 11)},
    ),
    ("losing men", "The Houthis attacked Marib at night, losing 17 fighters.", {(17, 17)}),
    ("lost in passing", "Two soldiers were lost in an ambush by rebels near Bria.", {(2, 2)}),
    ("things lost", "The Houthis attacked Marib at night, losing 17 vehicles.", set()),
    ("seats lost", "Rebels attacked Bamako. The ruling party lost 14 seats.", set()),
    ("lives given", "Rebels attacked Kidal. Fourteen of the garrison gave their lives.", {(14, 14)}),
    ("lives cost", "The shelling of Stepanakert cost at least 9 lives.", {(9, None)}),
    ("lying dead", "Government troops stormed Gao, and forty of the rebels lie dead in its streets.", {(40, 40)}),
    ("slain", "The army attacked rebels near Jaffna, and fifty and more of them were slain.", {(50, None)}),
    ("martyred", "The enemy bombed Saada, and nineteen villagers were martyred.", {(19, 19)}),
    (
        "another count",
        "An air strike hit Dunga market on Tuesday. The ministry reported 18 dead. A local committee said it had counted 25.",
        {(18, 18), (25, 25)},
    ),
    ("counted things", "Rebels killed 18 people in Goma. Observers counted 25 tanks.", {(18, 18)}),
    (
        "two groups before one word",
        "Rebels raided a camp near Goma at dawn: at least 8 rangers and 5 villagers killed.",
        {(8, None), (5, 5)},
    ),
    (
        "a toll with its deed",
        "Gunmen raided a hotel in Mogadishu. The toll of Friday's bombing there stands at 320, a minister said.",
        {(320, 320)},
    ),
    (
        "a toll measured by a campaign",
        "An air strike killed 56 civilians in Goma on Tuesday, the worst such toll of the two-year campaign.",
        {(56, 56)},
    ),
    ("between two numbers", "Shelling of Goma killed between 100 and 300 people, a report says.", {(100, 300)}),
    ("a number with a hyphen", "The army stormed Gao. Sixty-three rebels were killed.", {(63, 63)}),
    ("hacked to death", "Rebels hacked 31 villagers to death near Bunia.", {(31, 31)}),
    (
        "a number that rose",
        "The dead from Friday's bombing in Mogadishu now number at least 320, a minister said.",
        {(320, None)},
    ),
    (
        "an aside on some of those listed",
        "Rebels attacked Goma and killed three soldiers, two of them officers, and a driver.",
        {(4, 4)},
    ),
    ("an aside before the verb", "Shells hit a market in Goma and 10 people, six of them children, died.", {(10, 10)}),
    ("all in an aside", "Rebels attacked Goma. A priest and two others — three people — died.", {(3, 3)}),
    ("after a date", "On 3 February at least 25 died at Goma in a raid by rebels.", {(25, None)}),
    ("fallen", "Some forty-five fighters fell in clashes near Gao.", {(45, 45)}),
    ("towns that fell", "Three towns fell in the fighting near Gao; rebels attacked.", set()),
    ("the loss of lives", "Two rockets hit a hospital in Goma on Monday, with the loss of seven lives.", {(7, 7)}),
    ("the loss of things", "Rebels beat off the army near Gao, with the loss of seven tanks.", set()),
    ("lives of", "An ambush near Gao cost the lives of nine soldiers.", {(9, 9)}),
    ("shot dead", "Rebels attacked Goma, and three of the attackers were shot dead.", {(3, 3)}),
    ("burned to death", "On Tuesday a drone struck a fuel truck in Goma; 18 people burned to death.", {(18, 18)}),
    ("with some killed", "A convoy was shelled near Goma, with five staff and contractors killed.", {(5, 5)}),
    ("units lost", "Rebels attacked. Four of the five states had been lost by the army.", set()),
    ("a number that begins with a", "Rebels killed at least a hundred and twenty villagers at Goma.", {(120, None)}),
    ("a bare number with and", "A bomb killed about one hundred and eighty in Goma.", {(180, 180)}),
    ("a few hundred", "Rebels killed a few hundred people in Goma.", {(200, 999)}),
    ("two bounds alone", "The rebels attacked Goma; between 9,000 and 11,000 civilians perished.", {(9000, 11000)}),
    ("lives taken", "Two attacks by rebels on Goma took some forty lives.", {(40, 40)}),
    ("found dead", "Rebels attacked Goma, and five of the attackers were found dead.", {(5, 5)}),
    ("a number with and", "Two hundred and thirty people were executed by rebels in Goma.", {(230, 230)}),
    (
        "a toll put at a number",
        "A bomb went off at a bus station in Goma on Monday. Officials later put the toll at 71.",
        {(71, 71)},
    ),
    (
        "a toll that was raised",
        "Rebels attacked a church in Goma on Friday. The toll, first given as 9, was raised to 17.",
        {(17, 17)},
    ),
    (
        "a toll that rose from a number",
        "The death toll from Friday's bombing in Goma has climbed from 12 to 20.",
        {(20, 20)},
    ),
    ("a toll on something", "Rebels attacked Goma. The toll on the harvest was put at 40 per cent.", set()),
]


@pytest.mark.parametrize(("text", "expected"), [f[1:] for f in FIGURES], ids=[f[0] for f in FIGURES])
def test_the_dead(read: Read, text: str, expected: set[tuple[int, int | None]]) -> None:
    assert {(f.low, f.high) for s in read(text) if s.toll for f in s.toll.killed} == expected


RETOLD = [
    ("one of two", "Two explosions hit a market in Goma on Friday. One blast was set off by a man on foot."),
    (
        "in a clause about others",
        "Bombs went off in Goma on Friday. The bombings came as diplomats in Oslo spoke of a truce.",
    ),
    ("deeds of a kind", "Explosions hit markets in Goma and Bunia, towns that had been spared such attacks."),
    ("a rank", "An air strike hit a market in Goma. It is the highest toll from one army attack since these began."),
    ("people struck", "Two explosions tore through crowds gathered for the new year in Goma."),
]


@pytest.mark.parametrize("text", [r[1] for r in RETOLD], ids=[r[0] for r in RETOLD])
def test_what_is_spoken_of_again_is_no_other_attack(read: Read, text: str) -> None:
    places = {s.place.name for s in read(text) if s.event and s.event.type != "Strategic developments" and s.place}
    attacks = [s for s in read(text) if s.event and s.event.type != "Strategic developments"]
    assert places <= {"Goma", "Bunia"} and len(attacks) == len(places)


def test_a_toll_is_hung_on_violence_and_not_on_what_is_told_between(read: Read) -> None:
    (told,) = [s for s in read("A bomb exploded in Goma. Police arrested two men. Doctors counted 19 dead.") if s.toll]
    assert told.event and told.event.sub_type == "Remote explosive/landmine/IED"


def test_a_sentence_is_no_noun(read: Read) -> None:
    text = "Rebels took Goma. A clash south of the city before dawn killed at least ten rangers, a medic said."
    (told,) = [s for s in read(text) if s.toll]
    assert told.toll and [(f.low, f.high) for f in told.toll.killed] == [(10, None)]


def test_a_month_in_short_is_no_place(read: Read) -> None:
    found = read("CASUALTIES. Gao: clashes, 9 Nov; rebels attacked Kidal on 11 Nov.")
    assert "Nov" not in {s.place.name for s in found if s.place}


AGAIN = [
    ("A jet bombed flats in Snizhne, killing 11 people according to rescuers and 12 according to doctors.", ["other"]),
    ("A missile hit a mosque at Marib; 17 people were killed according to the government; later reports raised this to 21.", ["later"]),
    ("A rocket struck a wake in Hroza. Fifty-one were reported killed on the first evening; the final count was 59.", ["later"]),
    ("An air strike hit a camp at Tajoura. The first figure was 44 dead; the UN established at least 53.", ["later"]),
    ("An air strike on a market in Taiz killed 22 people by the count of a hospital; the health ministry 31.", ["other"]),
    ("Shells hit Goma. The authorities reported 52 dead, raised in time to 61.", ["later"]),
    ("Clashes near Gao. Dead: 31 soldiers, 45 rebels. The rebels claim over 60 soldiers dead.", [None, "other"]),
    ("The army credits its jets with over 400 rebels dead near Gao. Our count is 64.", ["later"]),
    ("Aircraft struck a quarter of Derna and killed 16 people, 12 of them women, residents said.", []),
    ("Sixty rebels were killed near Gao, the army said, against two dead of its own.", [None]),
    ("Gunmen attacked Kidal; 12 civilians died, the army said, and 5 soldiers were killed.", [None]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "marks"), AGAIN, ids=[t for t, _ in AGAIN])
def test_who_counts_the_dead_again_adds_none(read: Read, text: str, marks: list[str | None]) -> None:
    figures = sorted((f for s in read(text) if s.toll for f in s.toll.killed), key=lambda f: f.start)
    assert [f.recount for f in figures] == [None, *marks]


def test_a_total_of_people_killed_in_a_deed_is_its_toll(read: Read) -> None:
    text = "A total of 15 peacekeepers were killed in an attack on their base at Goma on Thursday."
    assert [(f.low, f.scope) for s in read(text) if s.toll for f in s.toll.killed] == [(15, "incident")]
    text = "A total of 1,500 peacekeepers were killed in the years of the war around Goma."
    assert [f.scope for s in read(text) if s.toll for f in s.toll.killed] == ["cumulative"]


def test_a_rate_may_stand_at_the_end_of_its_clause(read: Read) -> None:
    text = "The president said that between 60 and 100 of our soldiers were being killed each day near Goma."
    assert [(f.scope, f.per) for s in read(text) if s.toll for f in s.toll.killed] == [("rate", "P1D")]


def test_since_in_another_clause_makes_no_total(read: Read) -> None:
    text = (
        "The year opened with an air strike on an academy in Goma in which thirty cadets were killed, and with the loss of "
        "Bunia, which had been the coalition's since it was taken from the rebels."
    )
    assert [f.scope for s in read(text) if s.toll for f in s.toll.killed] == ["incident"]


def test_a_day_on_which_figures_were_corrected_is_not_another_deed(read: Read) -> None:
    text = "Goma, Tuesday 5 March, at least nine air raids. Corrected figures, Wednesday evening:\n- Dead: 95."
    assert [s.time.start for s in read(text, published="2024-03-06") if s.toll and s.time] == ["2024-03-05"]


def test_months_of_fighting_are_no_single_deed(read: Read) -> None:
    text = "Five months of fighting in Goma have cost the lives of 847 rebels."
    assert [(f.low, f.scope) for s in read(text) if s.toll for f in s.toll.killed] == [(847, "period")]


@pytest.mark.parametrize(
    "text",
    [
        "On 7 May a jet bombed a school at Bilohorivka near Popasna. Rescuers recovered 48 bodies.",
        "On 7 May a jet bombed a wedding at Bilohorivka near Popasna. Doctors counted 48 dead; the army denied having flown there.",
        "On 7 May shells hit the market of Bilohorivka. The Popasna Relief Committee put the number of dead at 48.",
        "On 7 May shells hit the market of Bilohorivka. The ambassador in Paris spoke of 48 dead.",
    ],
    ids=["bodies recovered", "there", "whose committee", "where the speaker sits"],
)
def test_who_counts_the_dead_of_a_deed_is_not_where_it_was(read: Read, text: str) -> None:
    (one,) = [s for s in read(text) if s.toll]
    assert one.place and one.place.name == "Bilohorivka" and one.toll and one.toll.killed[0].low == 48


def test_the_dead_of_another_day_are_not_those_of_the_deed_before(read: Read) -> None:
    text = "On 24 March 2025 the market of Tora was bombed. On 24 January 2025 the hospital of Goma was hit: 70 people died."
    (one,) = [s for s in read(text) if s.toll]
    assert one.place and "Goma" in one.place.text and one.time and one.time.start == "2025-01-24"


def test_those_who_died_later_are_added_to_the_dead_of_the_deed(read: Read) -> None:
    text = (
        "Jets struck Goma on Monday, killing 62 soldiers. The army went back. Another four soldiers died in hospital."
    )
    (one,) = [s for s in read(text) if s.toll]
    assert one.toll and [(f.low, f.scope) for f in one.toll.killed] == [(62, "incident"), (4, "additional")]


def test_two_deeds_of_two_days_in_one_sentence_have_each_its_dead(read: Read) -> None:
    text = "On 23 May 2016 two bombs killed 45 people in Goma; on 29 August 2016 a bomb killed 54 in Bunia."
    found = {
        (s.place.name, s.time.start, f.low) for s in read(text) if s.place and s.time and s.toll for f in s.toll.killed
    }
    assert found == {("Goma", "2016-05-23", 45), ("Bunia", "2016-08-29", 54)}


def test_the_dead_put_at_a_number_after_a_deed_are_its_own(read: Read) -> None:
    text = "On 24 January rockets were fired into a market in Goma. The city council put the number of dead at 30."
    assert [f.scope for s in read(text) if s.toll for f in s.toll.killed] == ["incident"]
    of_war = text.replace("dead at", "dead of the war at")
    assert "incident" not in [f.scope for s in read(of_war) if s.toll for f in s.toll.killed]


def test_victims_counted_after_a_deed_are_its_own_though_their_count_grew_later(read: Read) -> None:
    text = "On 22 May rebels attacked a checkpoint near Goma. Sixteen soldiers died; the toll was later given as 18."
    (one,) = [s for s in read(text) if s.kind == "event"]
    assert one.place and one.place.name == "Goma" and one.toll and [f.low for f in one.toll.killed] == [16, 18]


def test_a_denial_after_a_semicolon_denies_no_dead_before_it(read: Read) -> None:
    text = "The market of Hodeidah was shelled on 2 May. The Red Cross gave 55 dead; the coalition denied any raid."
    told = [s for s in read(text) if s.toll]
    assert [(s.modality, s.event and s.event.sub_type) for s in told] == [
        ("asserted", "Shelling/artillery/missile attack")
    ]


def test_what_tells_more_of_a_deed_denies_it_not(read: Read) -> None:
    text = "Rebels attacked. West of Goma, Monday, three strikes by aircraft not identified. Dead 61 by Tuesday."
    assert [(s.modality, s.toll.killed[0].low) for s in read(text) if s.toll] == [("asserted", 61)]


def test_a_quarter_that_no_list_knows_is_of_the_town_that_is_told_of(read: Read) -> None:
    text = "Rebels captured Goma in May. On 3 May aircraft struck the Dahr al-Hamar quarter and killed 16 people."
    (one,) = [s for s in read(text) if s.toll]
    assert one.place and "quarter" in one.place.text and one.place.country == "CD"


@pytest.mark.parametrize(
    ("text", "modality"),
    [
        ("The army repelled an attack by rebels on Goma on Monday, killing 30 of them.", "asserted"),
        ("Police foiled an attack by rebels on Goma on Monday, killing 30 of them.", "negated"),
    ],
    ids=["repelled", "foiled"],
)
def test_an_attack_that_was_fought_off_with_dead_was_made(read: Read, text: str, modality: str) -> None:
    assert {s.modality for s in read(text) if s.toll} == {modality}
