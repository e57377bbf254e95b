import { COVER, NAMED_ORGANIZATION } from '../../../lib/session/fragments.ts';
import { graphql, type ResultOf } from '../../../lib/session/graphql.ts';

export const FRONT_PAGE = graphql(
  `
    query FrontPage {
      frontPage {
        publications {
          count
          publishedAt
          holder {
            ...NamedOrganization
          }
          assets {
            id
            kind
            synthetic
            title {
              en
              zh
            }
            community {
              ...NamedOrganization
            }
            cover {
              ...CoverFields
            }
          }
        }
        communities {
          assetCount
          organization {
            ...NamedOrganization
            description {
              en
              zh
            }
          }
          showpiece {
            id
            cover {
              ...CoverFields
            }
          }
        }
        institutions {
          assetCount
          organization {
            ...NamedOrganization
            description {
              en
              zh
            }
          }
          showpiece {
            id
            cover {
              ...CoverFields
            }
          }
        }
      }
    }
  `,
  [COVER, NAMED_ORGANIZATION],
);

type FrontPage = ResultOf<typeof FRONT_PAGE>['frontPage'];
export type DayOfPublications = FrontPage['publications'][number];
export type FrontAsset = DayOfPublications['assets'][number];
export type ShownOrganization = FrontPage['communities'][number];

/** So many of a day are shown one by one; of more there is one card. */
const FEW = 3;

export type FrontCard =
  | { readonly kind: 'asset'; readonly asset: FrontAsset; readonly holder: DayOfPublications['holder'] }
  | { readonly kind: 'many'; readonly day: DayOfPublications; readonly pictures: readonly FrontAsset[] };

/** Cards of what was published last, without the asset that is shown large above them. */
export function cardsOf(days: readonly DayOfPublications[], shownAbove: string | null): FrontCard[] {
  return days.flatMap((day): FrontCard[] => {
    const others = day.assets.filter(({ id }) => id !== shownAbove);
    if (day.count > FEW) return [{ kind: 'many', day, pictures: others.slice(0, 4) }];
    return others.map((asset) => ({ kind: 'asset', asset, holder: day.holder }));
  });
}

/** The first sentence, which has to say it: more stands on the organization's own page. */
export function firstSentence(text: string, maxLength = 160): string {
  const [line = ''] = text.trim().split(/\n/);
  const sentence = /^.+?(?:[。！？]|[.!?](?=\s|$))/u.exec(line)?.[0] ?? line;
  const characters = Array.from(sentence);
  return characters.length <= maxLength
    ? sentence
    : `${characters
        .slice(0, maxLength - 1)
        .join('')
        .trimEnd()}…`;
}
