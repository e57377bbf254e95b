import { queryOptions, useQuery } from '@tanstack/react-query';
import { pickText, request } from '../session/api.ts';
import { NAMED_ORGANIZATION } from '../session/fragments.ts';
import { graphql } from '../session/graphql.ts';
import { LANGUAGE_TAGS, useLanguage } from '../language/language.tsx';

const ORGANIZATION_NAME = graphql(
  `
    query OrganizationName($id: ID!) {
      organization(id: $id) {
        ...NamedOrganization
      }
    }
  `,
  [NAMED_ORGANIZATION],
);

/** What an organization is called, by its id: asked once, for whoever names it. */
export function organizationNameOf(id: string) {
  return queryOptions({
    queryKey: ['organization-name', id],
    queryFn: async ({ signal }) => (await request(ORGANIZATION_NAME, { id }, { signal })).organization,
    staleTime: 300_000,
  });
}

/** In the reader's language, else in the other. */
export function OrganizationName({ id }: { readonly id: string }) {
  const { language } = useLanguage();
  const { data } = useQuery(organizationNameOf(id));
  const name = pickText(data?.name, language) ?? { text: data?.slug ?? '…', language };
  return <span lang={LANGUAGE_TAGS[name.language]}>{name.text}</span>;
}
