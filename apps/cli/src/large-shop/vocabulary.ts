// Words of the large catalogue. Two adjectives of ten, so that a search hits many products, a few or one.
// prettier-ignore
export const qualities = [
  'Alpine', 'Amber', 'Artisan', 'Autumn', 'Boreal', 'Bright', 'Brisk', 'Calm', 'Cedar', 'Classic', 'Coastal',
  'Copper', 'Cosy', 'Crimson', 'Dapper', 'Durable', 'Elegant', 'Evening', 'Fjord', 'Gentle', 'Golden', 'Granite',
  'Harbour', 'Heritage', 'Indigo', 'Island', 'Ivory', 'Jade', 'Lavender', 'Light', 'Lunar', 'Maple', 'Meadow',
  'Midnight', 'Modern', 'Morning', 'Mossy', 'Nordic', 'Ocean', 'Olive', 'Pacific', 'Pastel', 'Pebble', 'Plain',
  'Polar', 'Prairie', 'Quiet', 'Rustic', 'Saffron', 'Sandy', 'Scarlet', 'Silver', 'Simple', 'Sturdy', 'Summer',
  'Sunny', 'Tidal', 'Timber', 'Twilight', 'Velvet', 'Vintage', 'Warm', 'Wild', 'Winter',
] as const;

// prettier-ignore
export const materials = [
  'Bamboo', 'Beech', 'Brass', 'Canvas', 'Cashmere', 'Ceramic', 'Cork', 'Cotton', 'Denim', 'Enamel', 'Felt',
  'Flannel', 'Glass', 'Hemp', 'Leather', 'Linen', 'Marble', 'Merino', 'Oak', 'Paper', 'Pewter', 'Pine', 'Porcelain',
  'Rattan', 'Rubber', 'Satin', 'Silk', 'Slate', 'Steel', 'Stoneware', 'Suede', 'Titanium', 'Tweed', 'Walnut',
  'Wicker', 'Wool',
] as const;

/** What is sold, with the picture that it gets. */
export type Thing = readonly [name: string, shape: string];

/** Where it stands: each category has two kinds of things, one of them first. */
// prettier-ignore
export const departments: readonly { name: string; categories: readonly (readonly [name: string, things: readonly [Thing, Thing]])[] }[] = [
  { name: 'Kitchen & table', categories: [
    ['Cups & mugs', [['Cup', 'mug'], ['Mug', 'mug']]],
    ['Bowls & plates', [['Bowl', 'bowl'], ['Plate', 'bowl']]],
    ['Kettles & teapots', [['Kettle', 'kettle'], ['Teapot', 'kettle']]],
    ['Pans & knives', [['Pan', 'pan'], ['Knife', 'knife']]],
    ['Jugs & bottles', [['Jug', 'bottle'], ['Bottle', 'bottle']]],
    ['Aprons & trays', [['Apron', 'tee'], ['Tray', 'bowl']]],
  ] },
  { name: 'Living', categories: [
    ['Lamps & lanterns', [['Lamp', 'lamp'], ['Lantern', 'lantern']]],
    ['Blankets & quilts', [['Blanket', 'blanket'], ['Quilt', 'blanket']]],
    ['Cushions & throws', [['Cushion', 'cushion'], ['Throw', 'blanket']]],
    ['Candles & vases', [['Candle', 'candle'], ['Vase', 'planter']]],
    ['Planters & baskets', [['Planter', 'planter'], ['Basket', 'tote']]],
    ['Stools & towels', [['Stool', 'stool'], ['Towel', 'blanket']]],
  ] },
  { name: 'Clothing', categories: [
    ['Sweaters & cardigans', [['Sweater', 'sweater'], ['Cardigan', 'sweater']]],
    ['Shirts & hoodies', [['Shirt', 'tee'], ['Hoodie', 'sweater']]],
    ['Coats & jackets', [['Coat', 'jacket'], ['Jacket', 'jacket']]],
    ['Vests & ponchos', [['Vest', 'jacket'], ['Poncho', 'jacket']]],
    ['Scarves & gloves', [['Scarf', 'scarf'], ['Gloves', 'mitten']]],
    ['Socks & slippers', [['Socks', 'sock'], ['Slippers', 'boot']]],
  ] },
  { name: 'On the road', categories: [
    ['Tents & hammocks', [['Tent', 'tent'], ['Hammock', 'hammock']]],
    ['Backpacks & rucksacks', [['Backpack', 'backpack'], ['Rucksack', 'backpack']]],
    ['Boots & flasks', [['Boots', 'boot'], ['Flask', 'bottle']]],
    ['Caps & beanies', [['Cap', 'cap'], ['Beanie', 'beanie']]],
    ['Totes & mittens', [['Tote', 'tote'], ['Mittens', 'mitten']]],
    ['Notebooks & wallets', [['Notebook', 'notebook'], ['Wallet', 'notebook']]],
  ] },
];

/** Everything that is sold, category by category. */
export const things: readonly Thing[] = departments.flatMap(({ categories }) =>
  categories.flatMap(([, kinds]) => kinds),
);

// prettier-ignore
export const uses = [
  'for long walks', 'for slow mornings', 'for the first cold days', 'for small kitchens', 'for guests',
  'for the road', 'for reading late', 'for rainy afternoons', 'for the garden table', 'for every day',
  'for a picnic', 'for the workshop',
] as const;

// prettier-ignore
export const promises = [
  'It gets better with use.', 'It is made to be repaired.', 'It packs flat.', 'It is easy to clean.',
  'It comes in a paper box.', 'It is sewn twice where it matters.', 'It is finished by hand.',
  'It weighs next to nothing.', 'It keeps its shape.', 'It dries quickly.',
] as const;

/** What people write about it, from one star to five. */
// prettier-ignore
export const opinions: readonly (readonly [title: string, body: string])[] = [
  ['Broke at once', 'It fell apart in the first week. I have written to the shop.'],
  ['Not as shown', 'The colour is another one and it feels thinner than I thought.'],
  ['All right', 'It does what it should. Not more, not less.'],
  ['Good', 'Well made, came quickly, and I use it nearly every day.'],
  ['I love it', 'Exactly what I was looking for. I have bought a second one for my sister.'],
];

// prettier-ignore
export const reviewers = ['Ada', 'Bruno', 'Chiara', 'Dmitri', 'Elif', 'Farid', 'Greta', 'Hana', 'Ivo', 'June', 'Kofi', 'Lena', 'Mateo', 'Nora', 'Oscar', 'Priya'] as const;
