import { Link } from 'react-router';
import { pickText } from '../../../../lib/session/api.ts';
import { LANGUAGE_TAGS, useLanguage } from '../../../../lib/language/language.tsx';

interface OrganizationLinkProps {
  readonly slug: string;
  readonly name: { readonly en: string | null; readonly zh: string | null };
}

/** An organization's name, in the language it is in. */
export function OrganizationLink({ slug, name }: OrganizationLinkProps) {
  const { language } = useLanguage();
  const found = pickText(name, language);
  return (
    <Link to={`/organizations/${slug}`} lang={found === null ? undefined : LANGUAGE_TAGS[found.language]}>
      {found?.text ?? slug}
    </Link>
  );
}
