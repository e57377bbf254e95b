import { useState } from 'react';
import { Button, ButtonLink } from '../../../../components/forms/button.tsx';
import { type Me, useSession } from '../../../../lib/session/session.tsx';
import { useText } from '../../../../lib/language/text.ts';
import css from './license-page.module.css';
import { RenewSheet, RevokeSheet, TransferSheet } from './license-sheets.tsx';
import { licenseText } from '../words/license-text.ts';
import type { LicenseView } from '../model/license-view.ts';

type Sheet = 'renew' | 'transfer' | 'revoke';

/** What may be done with a license beyond using it, by whoever may, as its terms let it. */
export function LicenseActs({ view }: { readonly view: LicenseView }) {
  const t = useText(licenseText);
  const { me } = useSession();
  const [sheet, setSheet] = useState<Sheet | null>(null);
  const { license, check } = view;
  const isOver = check.state === 'REVOKED' || check.state === 'EXPIRED';
  if (me === null || isOver) return null;
  const has = (right: string) => license.rights.includes(right);
  const isMine = actsFor(me, license.licensee.id);
  const acts = {
    renew: isMine && has('RENEWABLE'),
    sublicense: isMine && has('SUBLICENSABLE'),
    transfer: isMine && has('TRANSFERABLE'),
    revoke: has('REVOCABLE') && mayRevoke(me, view),
  };
  if (!Object.values(acts).includes(true)) return null;
  const onClose = () => setSheet(null);
  return (
    <section className={css['section']} aria-labelledby="acts">
      <h2 id="acts">{t('actsTitle')}</h2>
      <div className={css['acts']}>
        {acts.renew && <Button onPress={() => setSheet('renew')}>{t('renew')}</Button>}
        {acts.sublicense && (
          <ButtonLink to={`/licenses/${license.id}/sublicense`}>{t('sublicense')}</ButtonLink>
        )}
        {acts.transfer && <Button onPress={() => setSheet('transfer')}>{t('transfer')}</Button>}
        {acts.revoke && <Button onPress={() => setSheet('revoke')}>{t('revoke')}</Button>}
      </div>
      {sheet === 'renew' && <RenewSheet view={view} onClose={onClose} />}
      {sheet === 'transfer' && <TransferSheet view={view} onClose={onClose} />}
      {sheet === 'revoke' && <RevokeSheet view={view} onClose={onClose} />}
    </section>
  );
}

/** May the reader sign for it? */
export function actsFor(me: Me, organizationId: string): boolean {
  return me.memberships.some(
    ({ role, organization }) => role !== 'VIEWER' && organization.id === organizationId,
  );
}

/** The holder or the council; of a sublicense its grantor, of whom the contract alone knows, so that any other party may try. */
function mayRevoke(me: Me, { license: { asset, origin, licensee } }: LicenseView): boolean {
  if (origin === 'SUBLICENSE')
    return !actsFor(me, licensee.id) && me.memberships.some(({ role }) => role !== 'VIEWER');
  const isCouncil = asset?.community?.council?.toLowerCase() === me.address.toLowerCase();
  return isCouncil || (asset !== null && actsFor(me, asset.holder.id));
}
