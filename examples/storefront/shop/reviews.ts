import type { Review } from './product'

type Row = readonly [author: string, rating: number, title: string, text: string]

const ROWS: Readonly<Record<string, readonly Row[]>> = {
  'fenn-kettle': [
    [
      'Marta',
      5,
      'Pours like a dream',
      'Not a drop beside the cup in three months. It whistles quietly enough for early mornings.',
    ],
    [
      'Jonas',
      4,
      'Lovely, a bit heavy',
      'Full it weighs more than my old one. The colour is exactly as in the picture.',
    ],
    ['Aoife', 5, 'Quick on induction', 'I timed it: four minutes for a litre.'],
  ],
  'ada-teapot': [
    ['Ines', 5, 'My everyday pot', 'The sieve is fine enough for rooibos, which hardly any is.'],
    ['Pieter', 4, 'Good', 'Keeps warm for half an hour. A cosy would be nice.'],
  ],
  'morrow-press': [
    ['Lena', 5, 'No grounds in my cup', 'The second sieve makes the difference.'],
    ['Tomek', 3, 'Fine, scratches easily', 'Coffee is very good. The frame shows marks after a month.'],
    ['Sofia', 5, 'Spare glass came in two days', 'I broke it, my fault. Being able to replace it is why I bought it.'],
  ],
  'harbour-mugs': [
    ['Niamh', 5, 'The right size', 'Big enough for tea, not so big that it gets cold.'],
    ['Oskar', 5, 'Each one different', 'Everybody here has their own now.'],
  ],
  'tide-bowls': [
    ['Clara', 4, 'Beautiful glaze', 'The small one is smaller than I thought, but perfect for olives.'],
    ['Hugo', 5, 'On the table every day', 'Oven, dishwasher, table: no chips so far.'],
  ],
  'grain-board': [
    ['Yara', 5, 'A proper plank', 'Heavy, stays put, and looks better with every oiling.'],
    ['Ben', 4, 'Good value', 'Would have liked a larger one as well.'],
  ],
  'alba-lamp': [
    ['Signe', 5, 'The light is lovely', 'The dimmer goes really low. We read by it every night.'],
    ['Paul', 4, 'Shade came with a crease', 'Service sent another one the same week, no questions.'],
    ['Elif', 5, 'Even nicer in person', 'The ceramic has depth that pictures do not show.'],
  ],
  'orbit-pendant': [
    ['Mia', 5, 'Over our table since spring', 'No glare at all. Mounting took fifteen minutes.'],
    ['Jakub', 4, 'Good light', 'Bulb is not included, which is in the specification if you read it.'],
  ],
  'heron-lamp': [
    ['Carmen', 5, 'Stays where I put it', 'My old one sank slowly through every chapter. This does not.'],
    ['Finn', 5, 'Cat-proof', 'Tested daily.'],
  ],
  'ember-lantern': [
    ['Ronja', 5, 'Every evening outside', 'Twelve hours is true at half power.'],
    ['Luca', 4, 'Handy', 'I wish it had a hook.'],
  ],
  'wren-lamp': [
    ['Ada', 5, 'Light on the page', 'The clamp is solid and the switch is where it should be.'],
    ['Noor', 3, 'Good lamp, stiff joint', 'Took a week until the upper joint moved easily.'],
  ],
  'sorrel-chair': [
    ['Emil', 5, 'Six of them', 'They came ready to sit on. Dinner lasts longer now.'],
    ['Rosa', 5, 'Comfortable without a cushion', 'The back really bends. I did not believe it.'],
    ['Karim', 4, 'Nice grain', 'Two are a shade darker than the others, which I like.'],
  ],
  'burrow-armchair': [
    ['Vera', 5, 'I live in it', 'Bought one in May and the second in June.'],
    ['Matteo', 4, 'Wide', 'Measure your door: ours was just enough.'],
  ],
  'tripod-stool': [
    ['Lotte', 5, 'Never wobbles', 'On a floor from 1910 that says something.'],
    ['Dario', 4, 'Useful everywhere', 'It is a seat, a table and a ladder.'],
  ],
  'meadow-sofa': [
    ['Hanna', 5, 'Worth the wait', 'Washed the covers twice already, thanks to two children. Like new.'],
    ['Georg', 4, 'Firm', 'It gets softer after some weeks, as they say.'],
    ['Amal', 5, 'Through a very narrow staircase', 'Three parts, twenty minutes, no swearing.'],
  ],
  'lull-rocker': [
    ['Birgit', 5, 'Silent', 'The baby sleeps, and so do I.'],
    ['Theo', 4, 'Beautiful work', 'The cord creaked for the first days and then stopped.'],
  ],
  'dune-cushion': [
    ['Zoe', 5, 'Heavy in a good way', 'Keeps its shape, and the zip is truly hidden.'],
    ['Ivo', 4, 'Nice', 'Slightly darker than on my screen.'],
  ],
  'fold-throw': [
    ['Freya', 5, 'So light', 'Warm without weight. It goes with me to the office.'],
    ['Samir', 5, 'A gift that was kept', 'We meant to give it away.'],
    ['Kaja', 3, 'A little scratchy', 'Better after the first wash.'],
  ],
  'terrace-rug': [
    ['Olga', 5, 'Flat at once', 'No corners up, no slipping on felt.'],
    ['Mateus', 4, 'Strong colours', 'Turned it round after a year: as good as new.'],
  ],
  'loom-towels': [
    ['Ella', 5, 'Dry in an hour', 'In a bathroom without a window.'],
    ['Nils', 4, 'Thin but good', 'Not fluffy; that is the point.'],
  ],
  'potted-fern': [
    ['Pilar', 5, 'Arrived well packed', 'Not a broken frond. It has doubled since.'],
    ['Max', 4, 'Thirsty', 'Twice a week is meant seriously.'],
  ],
  'cactus-trio': [
    ['Jana', 5, 'Still alive', 'That says a lot about them and little about me.'],
    ['Arthur', 5, 'It flowered', 'In May, as promised.'],
  ],
  'brook-can': [
    ['Wim', 5, 'Reaches everything', 'Behind the sofa, over the bookcase.'],
    ['Dana', 4, 'Precise', 'A little small for the balcony.'],
  ],
  'reed-vase': [
    ['Selma', 5, 'Three tulips are enough', 'And it does not tip over.'],
    ['Kurt', 4, 'Elegant', 'You do need the brush.'],
  ],
}

/** What people wrote of a product, the newest first. */
export function reviewsOf(product_id: string): Review[] {
  return (ROWS[product_id] ?? []).map(([author, rating, title, text]) => ({ author, rating, title, text }))
}

/** The mean rating of a product, and how many it is of. */
export function ratingOf(product_id: string): { readonly mean: number; readonly count: number } {
  const ratings = reviewsOf(product_id).map(({ rating }) => rating)
  const sum = ratings.reduce((total, rating) => total + rating, 0)
  return { mean: ratings.length ? sum / ratings.length : 0, count: ratings.length }
}
