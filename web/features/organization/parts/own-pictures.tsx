import { Link } from 'react-router';
import { Picture } from '../../../components/facts/picture.tsx';
import { useText } from '../../../lib/language/text.ts';
import css from './organization-page.module.css';
import type { ShownOrganization } from '../model/organizations-query.ts';
import { organizationText } from '../words/text.ts';

/** The logo and the picture that it chose; nothing where it chose none, or they have no cover. */
export function OwnPictures({
  organization: { logoAsset, pictureAsset },
}: {
  readonly organization: ShownOrganization;
}) {
  const t = useText(organizationText);
  const [logo, picture] = [logoAsset?.cover ?? null, pictureAsset?.cover ?? null];
  if (logo === null && picture === null) return null;
  return (
    <div className={css['own']}>
      {logo !== null && (
        <div className={css['logo']}>
          <Picture file={logo} alt={t('logo')} sizes="6rem" fallback={null} />
        </div>
      )}
      {picture !== null && pictureAsset !== null && (
        <Link to={`/assets/${pictureAsset.id}`} className={css['picture']}>
          <Picture file={picture} alt={t('picture')} sizes="(width < 60rem) 90vw, 40rem" fallback={null} />
        </Link>
      )}
    </div>
  );
}
