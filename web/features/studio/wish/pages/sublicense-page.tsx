import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useNavigate, useParams } from 'react-router';
import type { LicenseId, OrganizationId } from '@lanran/protocol/kernel/ids';
import { BindingSheet } from '../../../../components/forms/binding-sheet.tsx';
import { Button } from '../../../../components/forms/button.tsx';
import { ErrorNotice } from '../../../../components/page/error-notice.tsx';
import { Checkbox } from '../../../../components/forms/checkbox.tsx';
import { Notice, StateMark } from '../../../../components/page/notice.tsx';
import { Page } from '../../../../components/page/page.tsx';
import { Skeleton } from '../../../../components/page/skeleton.tsx';
import { useAct } from '../../../../lib/session/act.ts';
import { useLanguage } from '../../../../lib/language/language.tsx';
import { OrganizationField, type Party } from '../../../../lib/organizations/organization-field.tsx';
import { useText } from '../../../../lib/language/text.ts';
import css from '../../license/parts/license-page.module.css';
import { licenseText } from '../../license/words/license-text.ts';
import { licenseQuery, type LicenseView } from '../../license/model/license-view.ts';
import { meanwhileRefused } from '../model/quote-changed-error.ts';
import { useNames } from '../model/names.ts';
import { askPart } from '../model/renewal-quote.ts';
import { useTermsFacts } from '../../certificate/parts/terms-facts.tsx';
import { missingIn } from '../../../../lib/territories/use-address.ts';
import { inputOf, readWish, type WishDraft, wishOf } from '../../../../lib/territories/wish.ts';
import { WishForm } from '../parts/wish-form.tsx';
import { wishText } from '../words/wish-text.ts';

/** `/licenses/:licenseId/sublicense`: a part of a license for another organization. */
export function SublicensePage() {
  const { licenseId = '' } = useParams();
  const t = useText(licenseText);
  const { data, error, isPending, refetch } = useQuery(licenseQuery(licenseId));
  return (
    <Page title={t('sublicenseTitle')} lead={<p>{t('sublicenseLead')}</p>}>
      {isPending && <Skeleton lines={6} />}
      {error !== null && <ErrorNotice error={error} onRetry={() => void refetch()} />}
      {data === null && <p>{t('notFound')}</p>}
      {data != null && <Granting view={data} />}
    </Page>
  );
}

/** The whole license to begin with. */
function wholeOf({ license }: LicenseView): WishDraft {
  const { media, territories, firstDay, lastDay } = license;
  const address = new URLSearchParams({
    media: media.join(','),
    territories: territories.join(','),
    from: firstDay,
    to: lastDay,
  });
  return readWish(address);
}

function Granting({ view }: { readonly view: LicenseView }) {
  const t = useText(licenseText);
  const words = useText(wishText);
  const { language } = useLanguage();
  const { license } = view;
  const [wish, setWish] = useState(() => wholeOf(view));
  const [to, setTo] = useState<Party | null>(null);
  const [isRevocable, setIsRevocable] = useState(true);
  const isFixed = license.rights.includes('FIXED_VERSION');
  const [isFixedVersion, setIsFixedVersion] = useState(isFixed);
  const [isSheetOpen, setIsSheetOpen] = useState(false);
  const isComplete = to !== null && missingIn(wish).length === 0;
  const { data: reasons, error } = useQuery({
    queryKey: ['studio', 'part', license.id, to?.id, inputOf(wish), isRevocable, isFixedVersion],
    queryFn: ({ signal }) =>
      askPart(
        {
          id: license.id,
          licensee: to?.id ?? '',
          wish: inputOf(wish),
          revocable: isRevocable,
          fixedVersion: isFixedVersion,
        },
        signal,
      ),
    enabled: isComplete,
  });
  return (
    <div className={css['form']}>
      <OrganizationField label={t('to')} value={to} onChange={setTo} except={license.licensee.id} />
      <WishForm value={wish} onChange={setWish} within={license} />
      <Checkbox isSelected={isRevocable} onChange={setIsRevocable}>
        {t('revocable')} <span className={css['soft']}>{t('revocableHint')}</span>
      </Checkbox>
      <Checkbox isSelected={isFixedVersion} onChange={setIsFixedVersion} isDisabled={isFixed}>
        {t('fixedVersion')} <span className={css['soft']}>{t('fixedVersionHint')}</span>
      </Checkbox>
      <div aria-live="polite" className={css['section']}>
        {!isComplete && <p>{to === null ? t('toMissing') : words('missingTitle')}</p>}
        {error !== null && <ErrorNotice error={error} />}
        {isComplete && reasons !== undefined && reasons.length > 0 && (
          <Notice tone="refused" title={words('refused')}>
            <ul>
              {reasons.map((reason) => (
                <li key={reason.code}>{reason[language]}</li>
              ))}
            </ul>
          </Notice>
        )}
        {isComplete && reasons?.length === 0 && <StateMark tone="live">{t('sublicenseReady')}</StateMark>}
      </div>
      <div>
        <Button
          kind="main"
          isDisabled={!isComplete || reasons?.length !== 0}
          onPress={() => setIsSheetOpen(true)}
        >
          {t('review')}
        </Button>
      </div>
      {isSheetOpen && to !== null && (
        <GrantSheet
          view={view}
          to={to}
          wish={wish}
          isRevocable={isRevocable}
          isFixedVersion={isFixedVersion}
          onClose={() => setIsSheetOpen(false)}
        />
      )}
    </div>
  );
}

interface GrantSheetProps {
  readonly view: LicenseView;
  readonly to: Party;
  readonly wish: WishDraft;
  readonly isRevocable: boolean;
  readonly isFixedVersion: boolean;
  onClose(): void;
}

function GrantSheet({ view: { license }, onClose, ...part }: GrantSheetProps) {
  const { to, wish, isRevocable, isFixedVersion } = part;
  const t = useText(licenseText);
  const names = useNames();
  const factsOf = useTermsFacts();
  const navigate = useNavigate();
  const act = useAct<string>();
  const grant = async () => {
    const exact = wishOf(wish);
    if (exact === null) return;
    const granted = await act.run(async (platform) => {
      const [{ grantSublicense }, { awaitLicense }] = await Promise.all([
        import('@lanran/sdk/licensing/sublicensing'),
        import('@lanran/sdk/licensing/licenses'),
      ]);
      const outcome = await grantSublicense(platform, {
        licenseId: license.id as LicenseId,
        licensee: to.id as OrganizationId,
        wish: exact,
        wishInput: inputOf(wish),
        revocable: isRevocable,
        fixedVersion: isFixedVersion,
      });
      if ('refused' in outcome) throw meanwhileRefused(outcome.refused);
      await awaitLicense(platform.api, outcome.granted.licenseId);
      return outcome.granted.licenseId;
    });
    if (granted !== null) void navigate(`/licenses/${granted}`);
  };
  const parties = { from: names.of(license.licensee.name), to: names.of(to.name) };
  const terms = {
    media: wish.media,
    territories: wish.territories,
    firstDay: wish.from,
    lastDay: wish.to,
    exclusive: false,
    rights: [...(isRevocable ? ['REVOCABLE'] : []), ...(isFixedVersion ? ['FIXED_VERSION'] : [])],
  };
  return (
    <BindingSheet
      title={t('sublicenseTitle')}
      verb={t('sublicenseVerb')}
      facts={factsOf(terms)}
      concerns={t('sublicenseConcerns', parties)}
      undo={isRevocable ? t('revocableYes') : t('revocableNo')}
      act={act}
      onSign={() => void grant()}
      onClose={onClose}
    />
  );
}
