import { act, argument, defaulted, option, type ActGroup } from '../act.ts';

export const FINDING: ActGroup = {
  title: 'Find',
  acts: [
    act('search', 'find assets by words in any language, and say why each is found', {
      takes: [
        argument('<TEXT>', 'what to search for, in quotes where it has several words'),
        option('--kind <kind>', 'pattern, costume or film'),
        option('--holder <id>', 'of this institution, by id or slug'),
        option(
          '--concept <vocabulary/code>',
          'only what has this concept or a narrower one: technique/batik',
        ),
        option('--on-offer', 'only what can be licensed today'),
        option('--color <names>', 'whose pictures show much of each: red, blue, … comma-separated'),
        option('--media <names>', 'only what can be licensed for all of these; with the next three'),
        option('--territory <places>', 'in all of these'),
        option('--from <day>', 'from this day, YYYY-MM-DD (UTC)'),
        option('--to <day>', 'to this day, included'),
        defaulted('--first <n>', 'how many to show, at most 50', '20'),
        option('--currency <code>', 'only what can be licensed today in this currency: CNY'),
        option('--least <amount>', 'whose cheapest use costs at least so much in it: 1000'),
        option('--most <amount>', 'and at most so much'),
        option(
          '--sort <order>',
          'relevance, newest, oldest or title; with --currency also price_asc or price_desc (default: relevance)',
        ),
      ],
      load: async () => (await import('../finding/search.ts')).search,
    }),
    act('currencies', 'show in which currencies prices are named here, and how each is paid', {
      load: async () => (await import('../finding/currencies.ts')).currencies,
    }),
  ],
};
