import { Link } from 'react-router';
import { ButtonLink } from '../../../components/forms/button.tsx';
import { ErrorNotice } from '../../../components/page/error-notice.tsx';
import { Localized } from '../../../components/facts/localized.tsx';
import { Picture } from '../../../components/facts/picture.tsx';
import { Skeleton } from '../../../components/page/skeleton.tsx';
import { PicturePlaceholder } from '../../../components/facts/picture-placeholder.tsx';
import { useText } from '../../../lib/language/text.ts';
import css from './organization-page.module.css';
import { type ShownOrganization, useAssetsOf } from '../model/organizations-query.ts';
import { organizationText } from '../words/text.ts';

/** The newest of its assets, and the way to all of them. */
export function OwnAssets({ organization }: { readonly organization: ShownOrganization }) {
  const t = useText(organizationText);
  const { data: assets, error, isPending, refetch } = useAssetsOf(organization);
  const { id, kind } = organization;
  if (kind !== 'COMMUNITY' && kind !== 'INSTITUTION') return null;
  return (
    <section className={css['section']} aria-labelledby="assets">
      <h2 id="assets">{t(`assetsOf.${kind}`)}</h2>
      {error !== null && <ErrorNotice error={error} onRetry={() => void refetch()} />}
      {isPending && <Skeleton />}
      {assets !== undefined && (
        <>
          <p className={css['soft']}>{t('assetsCount', { count: assets.totalCount })}</p>
          <ul role="list" className={css['pictures']}>
            {assets.edges.map(({ node }) => (
              <li key={node.id}>
                <Link to={`/assets/${node.id}`}>
                  <Picture
                    file={node.cover}
                    alt=""
                    sizes="(width < 40rem) 45vw, 18rem"
                    fallback={<PicturePlaceholder ratio={1}>{t('unpictured')}</PicturePlaceholder>}
                  />
                  <Localized text={node.title} />
                </Link>
              </li>
            ))}
          </ul>
          {assets.totalCount > 0 && (
            <div>
              <ButtonLink to={`/catalog?${kind === 'COMMUNITY' ? 'community' : 'holder'}=${id}`}>
                {t('toAssets')}
              </ButtonLink>
            </div>
          )}
        </>
      )}
    </section>
  );
}
