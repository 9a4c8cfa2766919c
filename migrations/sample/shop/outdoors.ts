// The format is that of wardrobe.ts.

export const outdoors = `
Camp kettle | CKET | camp-kitchen | kettle 5 | 46.00 | charcoal honey | capacity 1000ml 1500ml+8
Hangs from its handle over a fire or sits on a stove. The lid is on a chain, where it belongs.

Folding camp knife | CKNI | camp-kitchen tools | knife 3 | 42.00 | ocean charcoal
A blade that locks, a handle of walnut, and a shape that slices bread as well as rope.

Camp bowl, pair | CBOW | camp-kitchen | bowl 1 | 24.00 > 18.00 | moss ember
Enamelled steel, one for you and one for whoever carried the wood.

Fire pan | FPAN | camp-kitchen | pan 5 | 59.00 | charcoal
A long handle keeps your knuckles out of the flames. Fits over most fire rings.

Camp spoon | CSPO | camp-kitchen gifts | spoon 5 | 9.00 | slate ember
Long enough for the bottom of any pouch. Titanium, so it will outlive the tent.

Expedition flask | EXPE | camp-kitchen mugs | bottle 3 | 44.00 | slate honey | capacity 750ml 1000ml+6
Tea stays hot from the hut to the summit. It has been dropped down a staircase to be sure.

Camp candle lantern | CCLA | camp-kitchen lighting | lantern 5 | 36.00 > 27.00 | ember birch
A candle behind glass that folds flat. Light enough that nobody argues about who carries it.

Day pack | DAYP | bags | backpack 5 | 84.00 | moss ocean ember
Eighteen litres, two pockets, one loop for a hat. Waxed canvas that needs no cover.

Weekend rucksack | WEEK | bags | backpack 3 | 149.00 | berry slate
Forty litres with a lid that comes off and becomes a bag for the bakery.

Striped school pack | SPAC | bags gifts | backpack 1 | 72.00 > 58.00 | dusk honey
For books, a ball and a sandwich that should have been eaten last week.

Roll top pack | ROLL | bags | backpack 5 | 119.00 | charcoal sand
Closes by rolling, so it is as large as what you put in. Padded for a computer.

Market tote | TOTE | bags gifts | tote 5 | 28.00 | birch moss ember
Heavy canvas with long handles and a round patch. Carries twelve kilos of potatoes.

Checked tote | CTOT | bags | tote 4 | 34.00 > 26.00 | slate berry
A woven check with a flat bottom, so that it stands by itself while you pay.

Tool bag | TOOL | bags tools | tote 5 | 64.00 | charcoal honey
Opens wide like a doctor's bag, with loops for what you would otherwise search for.

Foraging basket | FORA | bags garden | basket 1 | 39.00 | sand moss
Willow, so that the spores fall back to the ground, and a strap for both hands.

Two person tent | TENT | shelter | tent 1 | 289.00 | honey moss | | few
Up in four minutes, down in three. The outer goes up first, which you will thank us for in the rain.

Family tent | FTEN | shelter | tent 4 | 449.00 > 389.00 | ember
Room for four, a porch for eight boots, and windows that close from inside.

Solo tent | SOLO | shelter | tent 5 | 219.00 | slate ocean
Just over a kilo, with one pole and no opinion about where you sleep.

Ridge tarp | TARP | shelter | tent 3 | 79.00 | sand moss
Three by three metres with sixteen loops. A roof, a wall, a sail, a floor.

Garden hammock | GHAM | shelter garden | hammock 1 | 88.00 | berry ocean
Woven cotton, wide enough to lie across, which is the secret.

Travel hammock | THAM | shelter | hammock 5 | 59.00 > 47.00 | moss dusk ember
Ripstop nylon with straps for two trees. Packs into its own pocket.

Sleeping blanket | SLEE | shelter textiles | blanket 3 | 99.00 | ocean slate
A quilted blanket with snaps at the foot, for people who do not like to be zipped up.

Camp pillow | CPIL | shelter | cushion 2 | 26.00 | slate dusk
Rolls up to the size of a fist and comes back every evening.

Felling axe | FAXE | tools | axe 5 | 98.00 | ember
Forged, ground and hung by one smith, who stamps each head with a number.

Kindling hatchet | HATC | tools gifts | axe 3 | 64.00 | moss charcoal
Small enough for a backpack, sharp enough for the whole winter. With a leather mask.

Braided rope | ROPE | tools | rope 1 | 24.00 | ocean honey ember | length 10m 20m+12 50m+40
Eight millimetres, braided over a core. Floats, knots well, lets go when asked.

Climbing cord | CORD | tools | rope 2 | 18.00 > 14.00 | berry | length 10m 20m+10
For tarps, prusiks and shoelaces. Not for your weight, as the label says four times.

Pocket compass | COMP | tools gifts | compass 5 | 38.00 | honey charcoal
Brass that goes dull and a needle that does not. The lid has room for a name.

Signal compass | SCOM | tools | compass 1 | 56.00 | ember slate
With a mirror for bearings and for shaving, and a cord that is long enough for both.

Field notebook | FNOT | tools gifts | notebook 3 | 16.00 | charcoal moss berry
Paper that takes a pencil in the rain. Ruled on the left, blank on the right.

Logbook | LOGB | tools gifts | notebook 5 | 29.00 > 22.00 | ocean ember
Two hundred pages, sewn so that it lies flat, with a ribbon for every year.

Sketchbook | SKET | tools | notebook 1 | 24.00 | birch dusk | | none
Heavy paper for ink and water. The cover is bound in sailcloth that has been at sea.
`;
