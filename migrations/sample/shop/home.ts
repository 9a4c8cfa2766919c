// The format is that of wardrobe.ts.

export const home = `
Speckled bowl | SBOW | kitchen | bowl 2 | 22.00 | birch ocean moss
Stoneware for porridge, soup and fruit. No two have the same speckles, and all of them stack.

Bread bowl | BBOW | kitchen | bowl 3 | 38.00 | sand honey
Wide and heavy, so that it stands still while you knead. The inside is glazed, the outside is not.

Nesting bowls, set of three | NEST | kitchen gifts | bowl 5 | 54.00 > 45.00 | ocean berry
One for flour, one for eggs, one for what goes wrong. They fit into each other when the work is done.

Iron pan | IPAN | kitchen camp-kitchen | pan 5 | 49.00 | charcoal | diameter 20cm 24cm+8 28cm+16
Seasoned three times before it leaves us. It will be better than any of us in thirty years.

Copper sauté pan | COPP | kitchen | pan 5 | 145.00 | ember | diameter 24cm 28cm+20 | few
Hammered copper outside, steel inside, and a handle that can go into the oven.

Chef knife | CHEF | kitchen | knife 5 | 89.00 | charcoal ember
A blade of twenty centimetres that holds its edge, on a handle of stabilised maple.

Paring knife | PARI | kitchen gifts | knife 2 | 29.00 | berry moss honey
Small enough for garlic, sharp enough to be respected. Comes with a sheath of cork.

Olive wood spoon | OLIV | kitchen | spoon 5 | 14.00 | sand
Carved from one piece and oiled. Scrapes corners that no round spoon will ever reach.

Tasting spoons, pair | TAST | kitchen gifts | spoon 3 | 18.00 > 12.00 | slate
Two long spoons, one to taste with and one for the person who says that it needs salt.

Whistling kettle | WHIS | kitchen | kettle 4 | 69.00 | ember moss birch
Enamelled steel with a note between A and B flat. It boils on every kind of stove.

Stove top teapot | STEA | kitchen mugs | kettle 5 | 58.00 | slate
Brews four cups and pours without a drop beside them, which took us eleven attempts.

Enamel mug | EMUG | mugs camp-kitchen gifts | mug 2 | 14.00 | ocean moss ember birch | capacity 250ml 350ml+2
The one that falls off the table, rolls away and gets a chip that you grow fond of.

Sunday mug | SMUG | mugs | mug 1 | 18.00 | honey dusk
Holds half a litre, because some mornings are like that. Thrown by hand, striped by eye.

Espresso cups, set of two | ESPR | mugs gifts | mug 5 | 24.00 > 19.00 | charcoal birch
Thick walls keep a small coffee hot until the newspaper is folded right.

Checked breakfast mug | CMUG | mugs | mug 4 | 17.00 | berry ocean
A broad handle for three fingers and a glaze that forgives the dishwasher.

Band mug | BMUG | mugs | mug 3 | 16.00 | moss slate sand
One coloured band, seven possible neighbours on the shelf. Looks best in a row.

Trail bottle | TBOT | mugs camp-kitchen | bottle 5 | 32.00 | moss ocean ember | capacity 500ml 750ml+5 1000ml+9
Double walls of steel: cold for a day, hot for an afternoon. The cap doubles as a cup.

Milk bottle | MILK | mugs kitchen | bottle 5 | 19.00 | birch
Thick glass with a stopper, for milk, juice or the first flowers of the year.

Flask with cork | CORK | mugs | bottle 3 | 27.00 | dusk honey
A stoneware flask that keeps water cool without a plug. The cork is cut to fit each one.

Desk lamp | DLAM | lighting | lamp 5 | 79.00 | birch ember ocean
A linen shade on a turned foot, with a pull cord that clicks as it should.

Striped reading lamp | RLAM | lighting | lamp 1 | 85.00 > 64.00 | honey dusk
Throws its light on the book and leaves the rest of the room alone.

Hallway lamp | HLAM | lighting | lamp 4 | 72.00 | moss slate
Sturdy enough for the place where coats are thrown. The bulb is included and warm.

Storm lantern | STOR | lighting camp-kitchen | lantern 5 | 58.00 | charcoal moss ember
Burns for twelve hours in any wind that you can still stand in. Wicks are sold by the metre.

Table lantern | TLAN | lighting gifts | lantern 3 | 44.00 | honey birch
For one thick candle, four glass panes and long dinners in the garden.

Reading room candle | RCAN | lighting gifts | candle 5 | 21.00 | sand moss
Smells of paper, cedar and the rain outside. Burns for forty hours.

Orchard candle | OCAN | lighting gifts | candle 1 | 21.00 > 16.00 | berry honey
Apple, hay and a little smoke, in a jar that is made to be used again.

Long night candles, set of four | NCAN | lighting | candle 2 | 34.00 | dusk birch
Dipped eighteen times and hung to dry between each. They do not drip, if you trim them.

Cabin blanket | CABI | textiles shelter | blanket 1 | 129.00 | ember moss ocean | bed single double+40
A thick wool blanket with stripes that once told traders what it was worth.

Picnic rug | PICN | textiles gifts | blanket 4 | 64.00 > 49.00 | berry honey
Checked wool above, waxed cotton below, a leather strap around it all.

Sofa throw | STHR | textiles | blanket 2 | 74.00 | dusk birch sand
Light enough to fall asleep under and big enough to share until somebody pulls.

Baby blanket | BABY | textiles gifts | blanket 5 | 48.00 | sand
Washed lambswool, bound with cotton ribbon that small hands like to hold.

Plain cushion | PCUS | textiles | cushion 5 | 36.00 | ember slate moss
Filled with wool, not foam. Shake it on Sundays and it will be round on Mondays.

Striped cushion | SCUS | textiles | cushion 1 | 39.00 > 29.00 | dusk ocean
Woven in narrow stripes on a loom that is older than our oldest customer.

Garden bench cushion | GCUS | textiles garden | cushion 4 | 46.00 | moss honey
A cover that sheds a summer shower, with ties that hold it to the slats.

Windowsill planter | WPLA | garden gifts | planter 5 | 26.00 | ember birch ocean | diameter 12cm 16cm+6 20cm+12
Fired clay with a saucer that is part of it. Herbs do well here, cactuses do better.

Striped planter | SPLA | garden | planter 1 | 32.00 | moss dusk
A tall pot for one proud plant. Wipes clean, ages nicely.

Hanging planter | HPLA | garden | planter 3 | 29.00 > 23.00 | honey sand
Comes with two metres of rope and a hook that carries more than you would think.

Harvest basket | HBAS | garden kitchen | basket 5 | 42.00 | sand
Woven willow with a handle of ash. Holds eight kilos of apples or one cat.

Milking stool | STOO | garden textiles | stool 5 | 68.00 | birch ember ocean
Three legs, so that it stands on any floor. Oak seat, turned by hand.

Potting stool | PSTO | garden | stool 1 | 74.00 | moss | | none
Low, wide and hard to tip over, with a slot in the seat to carry it by.

Log basket | LBAS | garden lighting | basket 3 | 59.00 | charcoal
Deep enough for an evening of firewood. The bottom is doubled with canvas.
`;
