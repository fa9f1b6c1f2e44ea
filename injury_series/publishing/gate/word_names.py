"""Names that are words too: alone, they tell nobody unless they stand as a name does."""

from __future__ import annotations

_WORD_NAMES = """
abbot ace amber angel archer art ash autumn avenue baker ball bank banks barber barker bass bay beach bean
bear beck bell bend berry best bill bird bishop black blank bliss block bloom blue boggs bolt bond bone
bones booth boss bow bowman branch brand bridge bridges bright brook brooks brown buck bull burn burns
bush butcher butler buy camp cannon care carol carpenter carter case cash chance chapel charity chase chef
chip christian church clay clear cliff close cloud coach coast coin cole cook cooper corn cotton court
cove crane crisp cross crow crystal curry dale dance dancer daisy dark dawn day days dean deer dew diamond
dick dish doc dolly dove drake drew drive driver duke dusty early east easter eden edge eve fair faith
falls farmer farrow fell field fields fine finger fire fish fisher fit flood flora florence flowers fly
foot ford forest fortune foster fountain fox france francs frank free freed french friend frost fuller
game gardener gates gay gem gene gentle ginger glass glen glory gold golden good goodman grace grain grant
grass grave graves gray green grey grove gun hale hall ham hammer hand hands hard harmony harper hart
hatch haven hawk hay hazel head heal heard heart heath heather heel hill hills hip hole holiday holly
holmes holy home honor hood hook hope horn horne house hunt hunter iris iron island ivory ivy jack jade
jasmine jay jewel joint joy judge juniper just keen key kind king kings kitty knight lake lamb lane lark
laurel law leaf lee light lily limb lines little lock long lord lot love low lucky lynx major manners mann
marathon mark marks marsh mason masters max means melody mercy merit merry miles miller mills mint misty
mitt moon moor moore moss mound mountain myers nail neck nerve new nice nick night noble noon norm north
nurse oak oaks ocean olive page pain paine pal pan park parker parks patience patient peace peach peak
pearl penny pepper piper pitt plant pole pond pool poole pope porter post potter pound power powers price
pride prince prior prudence quick rain ranger raven ray read reed reef rest rice rich ridge rise rising
river rivers road rob robin rock rocks rod rose royal ruby rush rust rusty sage sail sales sand sands
sandy savage school sea self serene seal sharp shaw shepherd shine shore short silver singer skinner sky
slaughter small smart smith snow south spark speed spring springs star stark steel steele stone storm
street stretch strong sue summer sun sunny swan sweet swift tanner taylor temple terry thorn tiger till
tree trinity troy true turner underwood usher vale valentine van veil victor victory vine violet wade
walk walker wall walls ward warm warren water waters way weaver webb weeks well wells west wheeler white
wild will willow wind winter winters wise wolf wood woods workman worth wren wright yard york young
"""
WORD_NAMES = frozenset(_WORD_NAMES.split())
"""English words that are given names or family names, in small letters."""

_MONTHS = "april august avril juin july june mai march may maart mei"
MONTHS = frozenset(_MONTHS.split())
"""Names that are months: alone they are a date."""

_LITTLE = """
a al am an and are as at au aus be but by can das de dem den der des det die do does du ein el en er es et
for from ha had has he her hij him his ho how i ich if im in is it its je la le les lo ma man me men mit
mon my no non nor not now of off oh on or our out per sa se she sie so son such than that the their them
then they this to too un und une up us van vom von was we were what when who why wir with yes yet you your
zu zum zur
"""
LITTLE = frozenset(_LITTLE.split())
"""Little words of the languages that series are written in most; none of them tells anything alone."""
