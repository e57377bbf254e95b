import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { ButtonLink } from '../../components/forms/button.tsx';
import { CopyButton } from '../../components/facts/copy-button.tsx';
import { ErrorNotice } from '../../components/page/error-notice.tsx';
import { pickText, request } from '../session/api.ts';
import css from './council-asked.module.css';
import { councilAskedText } from './council-asked-text.ts';
import { useDecidingWords } from './deciding.ts';
import { graphql } from '../session/graphql.ts';
import { useLanguage } from '../language/language.tsx';
import { useText } from '../language/text.ts';
import { askAddress } from '../requests/ask-address.ts';
import { askingText } from '../requests/asking-text.ts';

const COMMUNITY = graphql(`
  query AskedCommunity($id: ID!) {
    organization(id: $id) {
      slug
      council
      name {
        en
        zh
      }
    }
  }
`);

const SAFE = graphql(`
  query AskedSafe($address: String!) {
    safe(address: $address) {
      owners
      threshold
    }
  }
`);

interface CouncilAskedProps {
  readonly communityId: string;
  readonly assetId: string;
}

/** For an asset's holder: who decides about it, what they see, and where their answer is read. */
export function CouncilAsked({ communityId, assetId }: CouncilAskedProps) {
  const t = useText(councilAskedText);
  const asking = useText(askingText);
  const deciding = useDecidingWords();
  const { language } = useLanguage();
  const { data, error, refetch } = useQuery({
    queryKey: ['council-asked', communityId],
    queryFn: ({ signal }) => askCouncil(communityId, signal),
  });
  if (error !== null) return <ErrorNotice error={error} onRetry={() => void refetch()} />;
  if (data === undefined) return null;
  const community = pickText(data.name, language)?.text ?? data.slug;
  const link = `${window.location.origin}/council/${communityId}/asks/${assetId}`;
  return (
    <div className={css['asked']}>
      <p>
        {t('who', { community })} {t('decides', { who: deciding('they', data.safe) })}
      </p>
      <p>
        {t.rich('sees', {
          page: (words) => <Link to={`/organizations/${data.slug}`}>{words}</Link>,
          todo: (words) => <Link to="/institution">{words}</Link>,
        })}
      </p>
      <div>
        <ButtonLink kind="main" to={askAddress({ kind: 'REVIEW', assetIds: [assetId] })}>
          {asking('review')}
        </ButtonLink>
      </div>
      <p>{t('tell')}</p>
      <div className={css['link']}>
        <code>{link}</code>
        <CopyButton text={link} label={t('link')} />
      </div>
    </div>
  );
}

async function askCouncil(id: string, signal: AbortSignal) {
  const { organization } = await request(COMMUNITY, { id }, { signal });
  if (organization === null) throw new TypeError(`There is no community ${id}.`);
  const { council } = organization;
  const safe = council === null ? null : (await request(SAFE, { address: council }, { signal })).safe;
  return { ...organization, safe };
}
