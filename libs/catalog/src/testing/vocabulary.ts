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
// prettier-ignore
export const things: readonly (readonly [name: string, shape: string])[] = [
  ['Apron', 'tee'], ['Backpack', 'backpack'], ['Basket', 'tote'], ['Beanie', 'beanie'], ['Blanket', 'blanket'],
  ['Boots', 'boot'], ['Bottle', 'bottle'], ['Bowl', 'bowl'], ['Candle', 'candle'], ['Cap', 'cap'],
  ['Cardigan', 'sweater'], ['Coat', 'jacket'], ['Cup', 'mug'], ['Cushion', 'cushion'], ['Flask', 'bottle'],
  ['Gloves', 'mitten'], ['Hammock', 'hammock'], ['Hoodie', 'sweater'], ['Jacket', 'jacket'], ['Jug', 'bottle'],
  ['Kettle', 'kettle'], ['Knife', 'knife'], ['Lamp', 'lamp'], ['Lantern', 'lantern'], ['Mittens', 'mitten'],
  ['Mug', 'mug'], ['Notebook', 'notebook'], ['Pan', 'pan'], ['Planter', 'planter'], ['Plate', 'bowl'],
  ['Poncho', 'jacket'], ['Quilt', 'blanket'], ['Rucksack', 'backpack'], ['Scarf', 'scarf'], ['Shirt', 'tee'],
  ['Slippers', 'boot'], ['Socks', 'sock'], ['Stool', 'stool'], ['Sweater', 'sweater'], ['Teapot', 'kettle'],
  ['Tent', 'tent'], ['Throw', 'blanket'], ['Tote', 'tote'], ['Towel', 'blanket'], ['Tray', 'bowl'],
  ['Vase', 'planter'], ['Vest', 'jacket'], ['Wallet', 'notebook'],
];

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
