/** Something to read, or to watch. */
export interface Article {
  readonly id: string
  readonly kind: 'article' | 'guide' | 'lookbook' | 'video'
  readonly title: string
  readonly teaser: string
  readonly paragraphs: readonly string[]
  /** What it speaks of. */
  readonly products: readonly string[]
}

/** The journal, the newest first. */
export const journal: readonly Article[] = [
  {
    id: 'a-room-in-four-lamps',
    kind: 'guide',
    title: 'A room in four lamps',
    teaser: 'One light on the ceiling makes a waiting room. Four small ones make an evening.',
    paragraphs: [
      'Begin with what you do in the room, not with what hangs in it. You eat, you read, you talk, you look for your keys. Each of these wants a light of its own, and none of them wants the one in the middle of the ceiling.',
      'Over the table a pendant, low enough that nobody sees the bulb: 60 centimetres above the wood is a good start. Beside the chair a lamp that bows over the book. On the sideboard one with a shade, for the walls. And one to carry, because there is always one corner more.',
      'Warm light, 2,700 kelvin, all of it dimmed. If you can read a map everywhere, it is too bright.',
    ],
    products: ['orbit-pendant', 'heron-lamp', 'alba-lamp', 'ember-lantern'],
  },
  {
    id: 'how-a-teapot-is-thrown',
    kind: 'video',
    title: 'How a teapot is thrown',
    teaser: 'Ada and eleven minutes of clay: a film from the workshop.',
    paragraphs: [
      'The body takes three minutes, the spout four, the lid the rest. The lid is the difficult part: it shrinks in the kiln by as much as the pot does, and has to fit afterwards.',
      'Of ten pots eight come out. The other two are flower pots from then on.',
    ],
    products: ['ada-teapot', 'harbour-mugs', 'tide-bowls'],
  },
  {
    id: 'sundays-in-wool',
    kind: 'lookbook',
    title: 'Sundays in wool',
    teaser: 'Throws, cushions and a chair that nobody leaves: a season in pictures.',
    paragraphs: [
      'Wool is warm when it is wet, cool when it is hot, and does not smell of yesterday. It asks for air more often than for water.',
      'We took it to a house by the sea for a weekend, and brought back fewer throws than we took.',
    ],
    products: ['fold-throw', 'dune-cushion', 'burrow-armchair', 'terrace-rug'],
  },
  {
    id: 'plants-for-people-who-forget',
    kind: 'article',
    title: 'Plants for people who forget',
    teaser: 'Three that thrive on neglect, and one that will teach you not to.',
    paragraphs: [
      'Most plants die of kindness. A cactus that is watered once a month outlives one that is watered every week by many years.',
      'If you do want something green that needs you, take a fern. It droops before it is too late, and stands up an hour after it was watered: the most honest plant there is.',
    ],
    products: ['cactus-trio', 'potted-fern', 'brook-can'],
  },
]

/** The article of an id; undefined where there is none. */
export function findArticle(id: string): Article | undefined {
  return journal.find((article) => article.id === id)
}
