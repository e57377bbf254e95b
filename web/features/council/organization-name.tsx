import { useQuery } from '@tanstack/react-query';
import { pickText, request } from '../../lib/api.ts';
import { graphql } from '../../lib/graphql.ts';
import { LANGUAGE_TAGS, useLanguage } from '../../lib/language.tsx';

const ORGANIZATION = graphql(`
  query OrganizationName($id: ID!) {
    organization(id: $id) {
      slug
      name {
        en
        zh
      }
    }
  }
`);

/** By its id, read once. */
export function OrganizationName({ id }: { readonly id: string }) {
  const { language } = useLanguage();
  const { data } = useQuery({
    queryKey: ['organization-name', id],
    queryFn: async ({ signal }) => (await request(ORGANIZATION, { id }, { signal })).organization,
    staleTime: 300_000,
  });
  const name = pickText(data?.name, language) ?? { text: data?.slug ?? '…', language };
  return <span lang={LANGUAGE_TAGS[name.language]}>{name.text}</span>;
}
