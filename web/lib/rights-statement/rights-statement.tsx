import {
  copyrightStatusName,
  rightsStatementText,
  type ToldRightsStatement,
} from '@lanran/protocol/assets/rights-statement';
import { useLanguage } from '../language/language.tsx';

/** What the holder states of copyright and title, its status a link to what it means. */
export function RightsStatementFact({ stated }: { readonly stated: ToldRightsStatement }) {
  const { language } = useLanguage();
  const name = copyrightStatusName(stated.status, language);
  return (
    <>
      <a href={stated.status} target="_blank" rel="noreferrer">
        {name}
      </a>
      {rightsStatementText(stated, language).slice(name.length)}
    </>
  );
}
