"""How English tells a deal: one template a line, grouped by kind, each with sentences that fit and that must not.

What the pieces of a template mean is told in `templates`; the word classes stand in words/cues.toml. A rule tells who
stands in which role; status, value and date are read from the words around it in `deals`.
"""

from __future__ import annotations

from functools import cache

from bot.reading.templates import Compiled, Rule, compile_rule

NOT_A_TAKEOVER = r"\b(?:stake|shares|minority|%|per cent|percent|equity|stock|chips|power|energy|electricity|from|aircraft|in talks with)\b"

ACQUISITION = (
    Rule(
        "{acquirer} ~ <acquire> ~4 {target}(?!'s)",
        "acquisition",
        ("Microsoft has agreed to acquire Cerner for $28 billion.",),
        ("Microsoft sells software to Cerner.",),
        unless=NOT_A_TAKEOVER,
    ),
    Rule("{target} ~ <acquired> ~4 by {acquirer}", "acquisition", ("Withings was acquired by Nokia.",)),
    Rule(
        "{acquirer}'s ~3 <acquisition> of {target}",
        "acquisition",
        ("Microsoft's planned acquisition of Cerner is near.",),
    ),
    Rule(
        "{acquirer} ~ <acquisition> (of|for) {target}",
        "acquisition",
        ("Microsoft completed the acquisition of Cerner.",),
    ),
    Rule(
        "<acquisition> of {target} ~3 by {acquirer}", "acquisition", ("The takeover of Cerner by Microsoft is done.",)
    ),
    Rule(
        "<bid> ~3 from {acquirer} ~3 for {target}", "acquisition", ("A hostile bid from Microsoft for Cerner failed.",)
    ),
    Rule(
        "{target} ~ <bid> ~ (from|by) {acquirer}", "acquisition", ("Cerner rejected a takeover offer from Microsoft.",)
    ),
    Rule("{acquirer} ~ <makebid> ~3 for ~4 {target}", "acquisition", ("Microsoft bid $20 billion for Cerner.",)),
    Rule(
        "{acquirer} ~ (controlling|majority) <stake> in {target}",
        "acquisition",
        ("Microsoft bought a controlling stake in Cerner.",),
    ),
    Rule("{seller} ~ <sell> ~ {target} to {acquirer}", "acquisition", ("Microsoft sold Cerner to Nokia.",)),
    Rule(
        "{seller} ~ <sell> ~ <unit> ~3 to {acquirer}",
        "acquisition",
        ("Microsoft will sell its health business to Nokia.",),
    ),
    Rule(
        "{acquirer} ~ <acquire> ~3 {seller}'s ~4 <unit>",
        "acquisition",
        ("Nokia will buy Microsoft's health business.",),
    ),
    Rule(
        "{acquirer} ~ <acquire> ~ <unit> ~ (from|of) {seller}",
        "acquisition",
        ("Nokia will buy the health unit of Microsoft.",),
    ),
    Rule("{partner} ~ <merge> ~2 with {partner2}", "acquisition", ("Nokia will merge with Microsoft.",)),
    Rule("<merger> (of|between) {partner}", "acquisition", ("The merger of Nokia and Microsoft is off.",)),
    Rule(
        "{acquirer} ~ (pay|pays|paid|paying|spend|spent) ~ {value:money} ~4 for {target}",
        "acquisition",
        ("Microsoft will pay $5 billion in shares for Cerner.",),
        unless=r"\b(?:stake|licen[cs]e|rights|shares in|chips|capacity)\b",
    ),
    Rule(
        "(sale|takeover) of ~3 {target} to {acquirer}",
        "acquisition",
        ("The sale of chip designer Arm to Nvidia is off.",),
    ),
    Rule("{acquirer} ~2 {target} <acquisition>", "acquisition", ("Chevron closes Hess takeover.",)),
    Rule(
        "{acquirer} ~ (take|takes|took|taking) {target} private",
        "acquisition",
        ("Microsoft will take Cerner private.",),
    ),
)
INVESTMENT = (
    Rule("{investor} ~ (buy|buys|bought|buying) into {investee}", "investment", ("Nvidia buys into Intel.",)),
    Rule(
        r"{investor} ~ (take|takes|took|buy|buys|bought|paid|pays|pay|acquire|acquires|acquired) ~ (\d|\d\d|\d\d?\.\d\d?|100)(%| per cent| percent) (of|in) ~2 {investee}",
        "investment",
        ("Nvidia paid $2 million for 15% of Intel.",),
        ("Nvidia bought 75% of the votes in Paris.",),
    ),
    Rule("{investor} ~ <invest> ~ (in|into) {investee}", "investment", ("Nvidia will invest $5 billion in Intel.",)),
    Rule(
        "{investor}'s ~ <investment> in {investee}",
        "investment",
        ("Nvidia's $5 billion investment in Intel was approved.",),
    ),
    Rule("{investor} ~ <investment> (in|into) {investee}", "investment", ("Nvidia announced an investment in Intel.",)),
    Rule(
        "{investor} ~ <stake> (in|of) {investee}",
        "investment",
        ("Nvidia took a 4% stake in Intel.",),
        unless=r"\b(?:controlling|majority|sold|sell|sells)\b",
    ),
    Rule(
        "{investee} ~ <raise> ~ (from|led by|backed by) ~2 {investor}",
        "investment",
        ("Intel raised $5 billion from Nvidia.",),
    ),
    Rule(
        "{investee} ~ <round> ~ (led|co-led|backed) by {investor}",
        "investment",
        ("Intel closed a $5 million round led by Nvidia.",),
    ),
    Rule(
        "{investor} ~ <lead> ~ <round> (in|for|of) {investee}", "investment", ("Nvidia led a funding round for Intel.",)
    ),
    Rule("{investee} ~ <investment> (from|by) {investor}", "investment", ("Intel won an investment from Nvidia.",)),
    Rule(
        "{investee} ~ (raise|raises|raised|raising) ~3 {value:money}",
        "investment",
        ("Intel raised $5 million.",),
        ("Intel raised its dividend to $2.",),
        weak=True,
        unless=r"\b(?:guidance|forecast|dividend|offer|bid|stake|price|target|outlook|estimate|revenue)\b",
    ),
)
FINANCING = (
    Rule("{lender} ~ <lend> ~ to {borrower}", "financing", ("Nvidia lent $5 million to Intel.",)),
    Rule(
        "{lender} ~ <provide> ~ <loan> to {borrower}", "financing", ("Nvidia will provide a $5 million loan to Intel.",)
    ),
    Rule("{lender} ~ <provide> {borrower} ~ <loan>", "financing", ("Nvidia will give Intel a $5 million loan.",)),
    Rule(
        "{borrower} ~ <obtain> ~ <loan> ~ (from|with|led by|arranged by) ~2 {lender}",
        "financing",
        ("Intel secured a $5 million loan from Nvidia.",),
    ),
    Rule("<loan> (from|by) {lender} to {borrower}", "financing", ("The loan from Nvidia to Intel is small.",)),
)
LICENSING = (
    Rule("{licensee} ~ <license> ~ from {licensor}", "licensing", ("Samsung will license technology from Google.",)),
    Rule("{licensor} ~ <license> ~ to {licensee}", "licensing", ("Google licensed its model to Samsung.",)),
    Rule(
        "{licensor} ~ <grant> {licensee} ~ <rights>",
        "licensing",
        ("Google grants Samsung exclusive rights to the model.",),
    ),
    Rule(
        "{licensee} ~ <rights> ~ (from|of) {licensor}",
        "licensing",
        ("Samsung acquired exclusive rights to the drug from Google.",),
    ),
    Rule(
        "{licensee} ~ (licensing|license|licence) (agreement|deal|pact) ~ with {licensor}",
        "licensing",
        ("Samsung signed a licensing agreement with Google.",),
    ),
)
SUPPLY = (
    Rule(
        "{buyer} ~~ <order> ~ (from|at) ~7 {supplier}",
        "supply",
        ("OpenAI will buy chips from Broadcom.",),
        unless=r"\b(?:stake|unit|business|division|investment|rights)\b",
    ),
    Rule(
        "{supplier} ~ <win> ~ <goods> ~ (from|with|by) {buyer}",
        "supply",
        ("Broadcom won an order for chips from OpenAI.",),
        ("OpenAI has taken steps, such as an agreement to buy chips from Broadcom.",),
        unless=r"\b(?:to buy|to purchase|buying|acquire)\b",
    ),
    Rule(
        "{buyer} ~ <place> ~ <goods> ~ (with|to) ~2 {supplier}",
        None,
        ("OpenAI placed an order for chips with Broadcom.",),
    ),
    Rule(
        "{buyer} ~ (order|orders|ordered|ordering|buy|buys|bought|buying|purchase|purchased|take|taking) ~3 {supplier} ~3 (jets|planes|aircraft|airliners|chips|gpus|servers|helicopters|trucks|engines|batteries|processors|accelerators|turbines|trains)",
        "supply",
        ("IndiGo has ordered new Airbus jets.",),
    ),
    Rule(
        "{supplier} ~ <supply> ~ to {buyer}",
        "supply",
        ("Broadcom will supply chips to OpenAI.",),
        unless=r"\b(?:stake|unit|business|division|arm|subsidiary)\b",
    ),
    Rule(
        "{supplier} ~ (supply|supplies|will equip|equip) {buyer}",
        "supply",
        ("Broadcom will supply OpenAI with chips.",),
    ),
    Rule(
        "{buyer} ~ (offtake|power purchase|supply) (agreement|agreements|deal|contract)[s] ~ with {supplier}",
        "supply",
        ("OpenAI has a power purchase agreement with Broadcom.",),
    ),
    Rule("(order|orders) from {buyer} ~3 (to|for) {supplier}", "supply", ("An order from OpenAI to Broadcom.",)),
)
SERVICES = (
    Rule("{supplier} ~ <serve> ~ (for|to) {buyer}", "services", ("CoreWeave will provide cloud capacity to Meta.",)),
    Rule(
        "{supplier} ~ <serve> {buyer} (with|access|capacity|computing)",
        "services",
        ("CoreWeave will provide Meta with cloud capacity.",),
    ),
    Rule("{buyer} ~ <choose> {supplier} ~3 (to|for|as)", "services", ("Meta picked CoreWeave to host its models.",)),
    Rule(
        "{supplier} ~ (picked|chosen|selected|hired|tapped|appointed) by {buyer}",
        "services",
        ("Ericsson has been picked by Meta to modernize the network.",),
    ),
    Rule(
        "{buyer} ~ <lease> ~ (capacity|data center|data centre|space|servers|computing|cloud) ~ from {supplier}",
        "services",
        ("Meta will lease data center capacity from CoreWeave.",),
    ),
)
PARTNERSHIP = (
    Rule(
        "{partner} ~ <partner> ~2 with {partner2}",
        "partnership",
        ("OpenAI is partnering with Foxconn to design hardware.",),
        unless=r"\bmerge",
    ),
    Rule("{partner} ~ <partnership> with {partner2}", "partnership", ("OpenAI announced a partnership with Foxconn.",)),
    Rule(
        "{partner} ~ (co-design|co-develop|design|develop|jointly) ~ with {partner2}",
        "partnership",
        ("Foxconn will co-design racks with OpenAI.",),
    ),
    Rule(
        "{partner} (and|is|are|will) ~ together ~ with {partner2}",
        "partnership",
        ("Foxconn is working together with OpenAI.",),
    ),
    Rule(
        "{partner} ~ help {partner2} (design|build|develop|make)",
        "partnership",
        ("Foxconn is going to help OpenAI design hardware.",),
    ),
    Rule(
        "{partner} ~ (won|found|enlisted|named|chose|chosen) {partner2} as ~3 partner",
        "partnership",
        ("Foxconn has won OpenAI as a partner.",),
    ),
    Rule("<partnership> between {partner}", "partnership", ("A partnership between OpenAI and Foxconn.",)),
    Rule("{partner} ~ (teamed|team|teams|teaming) up", "partnership", ("OpenAI and Foxconn teamed up.",)),
    Rule(
        "{partner} ~ <found> ~ <venture> ~ with {partner2}",
        "joint_venture",
        ("Foxconn has announced a joint venture with Intrinsic.",),
    ),
    Rule("{partner} ~ <venture> ~3 with {partner2}", "joint_venture", ("Foxconn has a venture with Intrinsic.",)),
    Rule(
        "{partner} ~ <found> ~ (joint venture|joint company|50-50 venture)",
        "joint_venture",
        ("Foxconn and Intrinsic will form a joint venture.",),
    ),
    Rule("<venture> (of|between) {partner}", "joint_venture", ("A joint venture between Foxconn and Intrinsic.",)),
)
AGREEMENT = (
    Rule("{one} ~ <sign> ~ <deal>", None, ("Microsoft and Nebius have signed a cloud contract.",)),
    Rule("{buyer} ~ (pay|pays|paid|paying) {supplier}", None, ("Microsoft will pay Nebius for computing power.",)),
    Rule("{one} ~ <sign> ~ <deal> ~ with ~3 {two}", None, ("Microsoft has signed a cloud deal with Nebius.",)),
    Rule("{one} ~1 <deal>", None, ("The Microsoft-Nebius deal is large.",)),
    Rule("<deal> ~ (between|of) {one}", None, ("The deal between Microsoft and Nebius.",)),
    Rule("<deal> that {one} ~ <sign> ~2 with {two}", None, ("A deal that Microsoft has signed with Nebius.",)),
    Rule("{one}'s ~3 <deal> with {two}", None, ("Microsoft's cloud deal with Nebius.",)),
    Rule("{one} ~ <deal> with {two}", None, ("Microsoft announced a contract with Nebius.",)),
    Rule(
        "{one} ~ <cancel> ~ <deal> ~ with {two}",
        None,
        ("Microsoft cancelled its order with Nebius.",),
        status="terminated",
    ),
    Rule("{one} ~ agreed ~ with {two}", None, ("Microsoft agreed terms with Nebius.",)),
)
PLEDGE = (
    Rule(
        "{investor} ~~ <spend> ~3 {value:money}",
        "pledge",
        ("Hyundai will invest $21 billion in the United States.",),
        weak=True,
        unless=r"\b(?:raised|revenue|quarter|guidance|capital expenditure|capex|last year spent)\b",
    ),
    Rule(
        "{investor} ~ <fund> of ~1 {value:money}",
        "pledge",
        ("Foxconn announced an investment of $1.37 billion.",),
        weak=True,
    ),
)
ALL = (*ACQUISITION, *INVESTMENT, *FINANCING, *LICENSING, *SUPPLY, *SERVICES, *PARTNERSHIP, *AGREEMENT, *PLEDGE)


@cache
def compiled() -> tuple[Compiled, ...]:
    """Every rule, compiled on first use."""
    return tuple(compile_rule(rule) for rule in ALL)
