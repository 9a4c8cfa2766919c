export interface SampleShelf {
  slug: string;
  name: string;
  description: string;
}

export const departments: readonly (SampleShelf & { categories: readonly SampleShelf[] })[] = [
  {
    slug: 'wardrobe',
    name: 'Wardrobe',
    description: 'Clothes that are made to be worn out slowly.',
    categories: [
      { slug: 'tees', name: 'T-shirts', description: 'Cotton, merino and a henley or two.' },
      { slug: 'knitwear', name: 'Knitwear', description: 'Sweaters, cardigans and vests of wool.' },
      { slug: 'jackets', name: 'Jackets & vests', description: 'Against wind, rain and work.' },
      {
        slug: 'hats',
        name: 'Hats, scarves & mittens',
        description: 'For the ends of a person that get cold first.',
      },
      { slug: 'footwear', name: 'Socks & boots', description: 'From the house to the ridge.' },
    ],
  },
  {
    slug: 'home',
    name: 'Home',
    description: 'Things for kitchen, table, window and sofa.',
    categories: [
      { slug: 'kitchen', name: 'Kitchen', description: 'Bowls, pans, knives and spoons.' },
      { slug: 'mugs', name: 'Mugs & bottles', description: 'For whatever you drink, wherever you do it.' },
      { slug: 'lighting', name: 'Lamps & candles', description: 'Light for reading, eating and being late.' },
      { slug: 'textiles', name: 'Blankets & cushions', description: 'Wool and cotton to sit and sleep on.' },
      { slug: 'garden', name: 'Plants & garden', description: 'Pots, baskets and stools.' },
      { slug: 'gifts', name: 'Gifts', description: 'What our customers give away most often.' },
    ],
  },
  {
    slug: 'outdoors',
    name: 'Outdoors',
    description: 'For the yard, the forest and the way there.',
    categories: [
      { slug: 'camp-kitchen', name: 'Camp kitchen', description: 'Cooking without a kitchen.' },
      { slug: 'bags', name: 'Packs & bags', description: 'To carry it all.' },
      { slug: 'shelter', name: 'Tents & hammocks', description: 'A roof for a night or a season.' },
      { slug: 'tools', name: 'Tools & navigation', description: 'To cut, tie, write down and find the way.' },
    ],
  },
];

/** Options with their values, by code. The position is the order in which they are shown. */
export const options: readonly {
  code: string;
  name: string;
  values: readonly [code: string, name: string][];
}[] = [
  {
    code: 'colour',
    name: 'Colour',
    values: ['Moss', 'Ocean', 'Ember', 'Dusk', 'Sand', 'Berry', 'Slate', 'Honey', 'Birch', 'Charcoal'].map(
      (name) => [name.toLowerCase(), name],
    ),
  },
  { code: 'size', name: 'Size', values: ['S', 'M', 'L', 'XL'].map((name) => [name.toLowerCase(), name]) },
  {
    code: 'shoe',
    name: 'Shoe size (EU)',
    values: ['36-39', '40-43', '44-47', '38', '40', '42', '44', '46'].map((name) => [name, name]),
  },
  {
    code: 'capacity',
    name: 'Capacity',
    values: [250, 350, 500, 750, 1000, 1500].map((ml) => [`${String(ml)}ml`, `${String(ml)} ml`]),
  },
  {
    code: 'diameter',
    name: 'Diameter',
    values: [12, 16, 20, 24, 28].map((cm) => [`${String(cm)}cm`, `${String(cm)} cm`]),
  },
  {
    code: 'bed',
    name: 'Bed',
    values: [
      ['single', 'Single'],
      ['double', 'Double'],
    ],
  },
  { code: 'length', name: 'Length', values: [10, 20, 50].map((m) => [`${String(m)}m`, `${String(m)} m`]) },
];
