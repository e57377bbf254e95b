import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import type { LicenseId, OrganizationId } from '@lanran/protocol/kernel/ids';
import { licenseIdOf } from '@lanran/protocol/licensing/terms';
import { BindingSheet } from '../../../../components/forms/binding-sheet.tsx';
import { ErrorNotice } from '../../../../components/page/error-notice.tsx';
import { TextField } from '../../../../components/forms/field.tsx';
import { Sheet } from '../../../../components/forms/sheet.tsx';
import { Skeleton } from '../../../../components/page/skeleton.tsx';
import { useAct } from '../../../../lib/session/act.ts';
import { useChanged } from '../../../../lib/session/changed.ts';
import { wordTerms } from '../../../../lib/territories/order-terms.ts';
import { OrganizationField, type Party } from '../../../../lib/organizations/organization-field.tsx';
import { useText } from '../../../../lib/language/text.ts';
import { waitUntilProjected } from '../model/wait-until-projected.ts';
import { HeldNotice } from './held-notice.tsx';
import { licenseText } from '../words/license-text.ts';
import type { LicenseView } from '../model/license-view.ts';
import { readPublicState } from '../../certificate/model/license-check.ts';
import { meanwhileRefused } from '../../wish/model/quote-changed-error.ts';
import { useNames } from '../../wish/model/names.ts';
import { PriceShares } from '../../wish/parts/price-shares.tsx';
import { askRenewal } from '../../wish/model/renewal-quote.ts';
import { useTermsFacts } from '../../certificate/parts/terms-facts.tsx';
import { wishText } from '../../wish/words/wish-text.ts';

interface LicenseSheetProps {
  readonly view: LicenseView;
  onClose(): void;
}

/** The following period, bought. */
export function RenewSheet({ view: { license, check }, onClose }: LicenseSheetProps) {
  const t = useText(licenseText);
  const bought = useText(wishText);
  const names = useNames();
  const factsOf = useTermsFacts();
  const changed = useChanged();
  const navigate = useNavigate();
  const act = useAct<string>();
  const { data, error, refetch } = useQuery({
    queryKey: ['studio', 'renewal', license.id],
    queryFn: ({ signal }) => askRenewal(license.id, signal),
  });
  if (data?.terms == null || data.reasons.length > 0) {
    const refusal = data === undefined ? error : meanwhileRefused(data);
    return (
      <Sheet title={data === undefined ? t('renewTitle') : t('renewRefused')} onClose={onClose}>
        {refusal === null ? <Skeleton /> : <ErrorNotice error={refusal} onRetry={() => void refetch()} />}
      </Sheet>
    );
  }
  const { terms } = data;
  const words = wordTerms(terms);
  // A renewal pays whoever holds the asset by now.
  const holder = names.of((license.asset?.holder ?? check.holder).name);
  const community = license.asset?.community == null ? null : names.of(license.asset.community.name);
  const renew = async () => {
    const renewed = await act.run(async (platform) => {
      const [{ renewLicense }, { awaitLicense }] = await Promise.all([
        import('@lanran/sdk/licensing/renewal'),
        import('@lanran/sdk/licensing/licenses'),
      ]);
      const outcome = await renewLicense(platform, {
        licenseId: license.id as LicenseId,
        maxPrice: terms.price,
        agreed: licenseIdOf(terms),
      });
      if ('refused' in outcome) throw meanwhileRefused(outcome.refused);
      await awaitLicense(platform.api, outcome.renewed.licenseId);
      return outcome.renewed.licenseId;
    });
    await changed('consents', 'offers', 'sales');
    if (renewed !== null) void navigate(`/licenses/${renewed}?bought=1`);
  };
  return (
    <BindingSheet
      title={t('renewTitle')}
      verb={t('renewVerb')}
      facts={factsOf(words)}
      concerns={bought(community === null ? 'concernsAlone' : 'concerns', {
        licensee: names.of(license.licensee.name),
        holder,
        community: community ?? '',
      })}
      cost={<PriceShares terms={terms} holder={holder} community={community} />}
      undo={t('renewUndo')}
      act={act}
      onSign={() => void renew()}
      onClose={onClose}
    >
      <p>{t('renewFollows')}</p>
      <HeldNotice held={data.held} isExclusive={words.exclusive} canBuy />
    </BindingSheet>
  );
}

/** Handing the whole license to another organization. */
export function TransferSheet({ view: { license }, onClose }: LicenseSheetProps) {
  const t = useText(licenseText);
  const names = useNames();
  const changed = useChanged();
  const navigate = useNavigate();
  const act = useAct<boolean>();
  const [to, setTo] = useState<Party | null>(null);
  const parties = { from: names.of(license.licensee.name), to: to === null ? '…' : names.of(to.name) };
  const transfer = async () => {
    if (to === null) return;
    const done = await act.run(async (platform) => {
      const { transferLicense } = await import('@lanran/sdk/licensing/license-changes');
      await transferLicense(platform, license.id as LicenseId, to.id as OrganizationId);
      await waitUntilProjected(async () => (await readPublicState(license.id)).licenseeId === to.id);
      return true;
    });
    await changed('sales');
    // Whoever handed it over is no party any more; the check page says who has it.
    if (done !== null) void navigate(`/check/${license.id}`);
  };
  return (
    <BindingSheet
      title={t('transferTitle')}
      verb={t('transferVerb')}
      facts={[{ name: t('transferFact'), value: t('transferWhole') }]}
      concerns={to === null ? t('toMissing') : t('transferConcerns', parties)}
      undo={to === null ? '—' : t('transferUndo', parties)}
      act={act}
      isReady={to !== null}
      onSign={() => void transfer()}
      onClose={onClose}
    >
      <OrganizationField label={t('to')} value={to} onChange={setTo} except={license.licensee.id} />
    </BindingSheet>
  );
}

const MAX_REASON = 2_000;

/** Ending it before its last day, for a stated reason. */
export function RevokeSheet({ view: { license }, onClose }: LicenseSheetProps) {
  const t = useText(licenseText);
  const names = useNames();
  const changed = useChanged();
  const act = useAct<boolean>();
  const [reason, setReason] = useState('');
  const isStated = reason.trim().length >= 3;
  const revoke = async () => {
    const done = await act.run(async (platform) => {
      const { revokeLicense } = await import('@lanran/sdk/licensing/license-changes');
      await revokeLicense(platform, license.id as LicenseId, reason.trim());
      await waitUntilProjected(async () => (await readPublicState(license.id)).state === 'REVOKED');
      return true;
    });
    await changed('consents', 'offers', 'sales');
    if (done !== null) onClose();
  };
  return (
    <BindingSheet
      title={t('revokeTitle')}
      verb={t('revokeVerb')}
      facts={[{ name: t('revokeFact'), value: t('revokeAll') }]}
      concerns={t('revokeConcerns', { licensee: names.of(license.licensee.name) })}
      undo={t('revokeUndo')}
      act={act}
      isReady={isStated}
      onSign={() => void revoke()}
      onClose={onClose}
    >
      <TextField
        label={t('revokeReason')}
        rows={4}
        maxLength={MAX_REASON}
        value={reason}
        onChange={setReason}
        hint={isStated ? undefined : t('revokeReasonMissing')}
        isRequired
      />
    </BindingSheet>
  );
}
