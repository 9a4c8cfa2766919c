// name | code | categories | picture, look | price > sale price | colours | option and values, + surcharge | stock
// and below it the description. See parse.ts.

export const wardrobe = `
Harbour tee | HTEE | tees | tee 5 | 24.00 | moss ocean charcoal | size S M L XL
A straight cut from heavy jersey that keeps its shape through years of washing. The collar is sewn with a double rib.

Deckhand striped tee | DTEE | tees | tee 1 | 29.00 > 22.00 | ocean ember | size S M L XL
Long enough to stay tucked in, striped like the shirts that hang to dry between two masts.

Market day tee | MTEE | tees gifts | tee 3 | 26.00 | honey berry | size S M L XL
Soft cotton with one broad band across the chest, for people who carry crates before breakfast.

Orchard pocket tee | OTEE | tees | tee 5 | 27.00 | birch sand | size S M L XL
A light summer weight with a pocket that holds a pencil and a plum, not at the same time.

Confetti tee | CTEE | tees | tee 2 | 25.00 | dusk berry | size S M L XL
Small printed dots that never line up at the seams, on purpose. Dyed without water.

Workroom henley | WHEN | tees | tee 4 | 34.00 | slate charcoal | size S M L XL
A checked weave with three buttons at the neck, cut wide in the shoulders for reaching up.

Long walk tee | LTEE | tees | tee 5 | 39.00 | moss slate | size S M L XL
Merino that dries while you have lunch and does not smell after it. Flat seams under the straps.

Harbour fisherman sweater | HFIS | knitwear | sweater 5 | 98.00 | ocean birch | size S M L XL
Knitted in the round from undyed wool, with a collar that stands up to the wind and cuffs that turn back twice.

Snowfall sweater | SNOW | knitwear gifts | sweater 2 | 89.00 > 69.00 | ocean charcoal | size S M L XL
White flecks on dark wool, heavier than it looks. Knit by a family of three on one old machine.

Ridge stripe sweater | RIDG | knitwear | sweater 1 | 84.00 | ember moss | size S M L XL
Broad stripes in two tones of the same wool. Elbows are knitted double, where sweaters give up first.

Hearth cardigan | HEAR | knitwear | vest 5 | 79.00 | sand berry | size S M L XL
Open at the front, warm at the back. Made for houses in which only one room is heated.

Checked lambswool vest | CLAM | knitwear jackets | vest 4 | 68.00 | dusk slate | size S M L XL
A sleeveless layer that leaves the arms free for kneading, sawing or typing.

Band collar sweater | BAND | knitwear | sweater 3 | 92.00 | honey dusk | size S M L XL
A contrasting band around the chest, and a neck that is finished by hand so that it does not scratch.

Everyday merino crew | EVER | knitwear | sweater 5 | 75.00 | slate moss | size S M L XL
Fine enough under a jacket, warm enough without one. Machine washable if you are gentle.

Chore jacket | CHOR | jackets | jacket 5 | 118.00 | ocean sand | size S M L XL
Three patch pockets, horn buttons and a cotton drill that turns paler every summer.

Rain poncho | PONC | jackets shelter | jacket 1 | 64.00 | honey slate
One size that goes over you and your pack. It folds into its own front pocket.

Lumber overshirt | LUMB | jackets | jacket 4 | 88.00 > 66.00 | ember moss | size S M L XL
Brushed flannel with a big check, worn as a shirt in October and as a lining in January.

Quilted gilet | QUIL | jackets | vest 1 | 95.00 | moss charcoal | size S M L XL
Wool filling between two layers of waxed cotton, quilted in rows. Two pockets are warm, one is dry.

Signal jacket | SIGN | jackets | jacket 3 | 139.00 | berry ocean | size S M L XL
Waterproof, with a bright band so that the ferry sees you. All seams are taped from inside.

Canvas barn coat | BARN | jackets | jacket 5 | 149.00 | sand | size S M L XL | few
Stiff for the first month and then yours for twenty years. Corduroy collar, brass press studs.

Windbreak shell | WIND | jackets shelter | jacket 2 | 109.00 | dusk | size S M L XL
A thin shell that packs to the size of an apple and stops a gale on a ridge.

Bobble beanie | BOBB | hats | beanie 5 | 28.00 | sand ember ocean
The bobble comes off with one button, for serious occasions.

Dock beanie | DOCK | hats gifts | beanie 1 | 24.00 > 19.00 | charcoal moss honey
Short, ribbed and tight, so that it stays on when you look up at the crane.

Field cap | FCAP | hats | cap 5 | 32.00 | sand slate
Six panels of waxed canvas with a brim that can be bent and keeps the bend.

Stripe cap | SCAP | hats | cap 1 | 30.00 | berry ocean
A light cotton cap in two stripes, with a leather strap at the back instead of plastic.

Long scarf | LSCA | hats gifts | scarf 2 | 45.00 | slate berry
Two metres of lambswool: twice around and still enough to tuck in.

Check scarf | CSCA | hats | scarf 4 | 48.00 > 36.00 | ember moss
A woven check with a fringe that is knotted by hand, every fourth knot by the apprentice.

Band mittens | MITT | hats | mitten 3 | 36.00 | honey berry ocean
Thick wool with a long cuff. A cord through the sleeves is included and optional.

Split fingertip mittens | SPLI | hats tools | mitten 5 | 39.00 | charcoal slate
The top folds back for knots, tickets and cameras, and is held there by a small magnet.

Trail socks | TSOC | footwear gifts | sock 1 | 16.00 | moss ember | shoe 36-39 40-43 44-47
Padded at heel and toe, thin on top. The left one knows that it is the left one.

Boat socks | BSOC | footwear | sock 4 | 14.00 | ocean birch | shoe 36-39 40-43 44-47
Thick checked socks for rubber boots, cut high enough to be folded over.

Dotted house socks | HSOC | footwear gifts | sock 2 | 18.00 > 14.00 | dusk berry | shoe 36-39 40-43 44-47
Wool with little rubber dots below, for stairs that are polished.

Yard boots | YARD | footwear garden | boot 5 | 129.00 | charcoal | shoe 38 40 42 44 46
Greased leather, laced over three hooks, resoled by us for a small fee as often as you like.

Pier boots | PIER | footwear | boot 3 | 119.00 > 95.00 | ocean sand | shoe 38 40 42 44
Rubber to the ankle and canvas above it. They dry overnight next to a stove, not on it.

Ridge boots | RBOO | footwear | boot 1 | 179.00 | slate | shoe 38 40 42 44 46 | few
A stiff sole for scree and a soft collar for the way home.
`;
