import type { ReactNode } from 'react';
import { AgreementLink } from '../../../../lib/agreements/agreement-link.tsx';
import { RightsStatementFact } from '../../../../lib/rights-statement/rights-statement.tsx';
import { LANGUAGE_TAGS, useLanguage } from '../../../../lib/language/language.tsx';
import { pickText } from '../../../../lib/session/api.ts';
import { useText } from '../../../../lib/language/text.ts';
import { useCommunities } from '../../editor/model/communities.ts';
import type { ContentField, DraftContent } from '../../editor/model/draft-form.ts';
import { publishText } from '../../editor/words/text.ts';

/** One field of a content as a reader sees it. */
export function useContentWords(): (content: DraftContent, field: ContentField) => ReactNode {
  const words = useText(publishText);
  const { language } = useLanguage();
  const communities = useCommunities();
  return (content, field) => {
    switch (field) {
      case 'title.zh':
      case 'title.en':
      case 'description.zh':
      case 'description.en': {
        const [name, tongue] =
          field === 'title.zh' || field === 'title.en' ? ['title', field] : ['description', field];
        const key = tongue.endsWith('zh') ? 'zh' : 'en';
        const text = (name === 'title' ? content.title : content.description)?.[key];
        return text === undefined ? null : <span lang={LANGUAGE_TAGS[key]}>{text}</span>;
      }
      case 'terms':
        if (content.terms.length === 0) return null;
        return content.terms
          .map(
            ({ vocabulary, code, en = null, zh = null }) =>
              pickText({ en, zh }, language)?.text ?? `${vocabulary} ${code}`,
          )
          .join(language === 'zh' ? '、' : ', ');
      case 'community': {
        if (content.community === null) return words('noCommunity');
        const found = communities?.find(({ id }) => id === content.community);
        return pickText(found?.name, language)?.text ?? content.community;
      }
      case 'agreement':
        return content.agreement === undefined ? null : <AgreementLink agreement={content.agreement} />;
      case 'rightsStatement':
        return content.rightsStatement === undefined ? null : (
          <RightsStatementFact stated={content.rightsStatement} />
        );
      case 'kind':
        return words(`kind.${content.kind}`);
      case 'access':
        return words(`access.${content.access}`);
      case 'synthetic':
        return words(content.synthetic ? 'syntheticYes' : 'syntheticNo');
      default:
        return content[field] ?? null;
    }
  };
}
