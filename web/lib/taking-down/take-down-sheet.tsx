import { useState } from 'react';
import type { TakeDownScope } from '@lanran/protocol/assets/take-down';
import { BindingSheet } from '../../components/forms/binding-sheet.tsx';
import { Checkbox } from '../../components/forms/checkbox.tsx';
import { Notice } from '../../components/page/notice.tsx';
import type { Act } from '../session/act.ts';
import { pickText } from '../session/api.ts';
import { useFormats } from '../language/format.ts';
import { useLanguage } from '../language/language.tsx';
import { useText } from '../language/text.ts';
import type { AssetToTakeDown, TakeDownPlan } from './documents.ts';
import { fieldText, scopeText } from './scope-text.ts';
import { takingDownText } from './text.ts';

interface TakeDownSheetProps {
  readonly asset: AssetToTakeDown;
  readonly scope: TakeDownScope;
  readonly reason: string;
  readonly plan: TakeDownPlan;
  readonly needsOthers: boolean;
  readonly act: Act<unknown>;
  onSign(despiteLicenses: boolean): void;
  onClose(): void;
}

/** What goes, what stays, and that it can't be undone. */
export function TakeDownSheet({
  asset,
  scope,
  reason,
  plan,
  needsOthers,
  act,
  onSign,
  onClose,
}: TakeDownSheetProps) {
  const t = useText(takingDownText);
  const { language } = useLanguage();
  const { day, bytes } = useFormats();
  const [isKnown, setIsKnown] = useState(false);
  const fields = plan.fields.map((field) => fieldText(field, language)).join(language === 'zh' ? '、' : ', ');
  const goes = t('goesText', {
    files: plan.files,
    bytes: bytes(plan.bytes),
    fields: fields === '' ? '' : t('goesFields', { fields }),
  }).trim();
  const nameOf = (organization: {
    readonly name: { readonly en: string | null; readonly zh: string | null };
  }) => pickText(organization.name, language)?.text ?? '';
  const community = asset.community === null ? '' : nameOf(asset.community);
  return (
    <BindingSheet
      title={t('sheetTitle')}
      verb={needsOthers ? t('propose') : t('verb')}
      facts={[
        { name: t('asset'), value: pickText(asset.title, language)?.text ?? asset.id },
        { name: t('what'), value: scopeText(scope, language) },
        { name: t('reason'), value: reason },
        { name: t('goes'), value: goes === '' ? t('goesNothing') : goes },
        ...(plan.keptElsewhere === 0
          ? []
          : [{ name: t('keeps'), value: t('keepsElsewhere', { count: plan.keptElsewhere }) }]),
        { name: t('stays'), value: t('staysText') },
        {
          name: t('backups'),
          value:
            plan.backups.length === 0 ? (
              t('noBackups')
            ) : (
              <ul>
                {plan.backups.map(({ id, createdAt }) => (
                  <li key={id}>{t('backup', { id, day: day(createdAt.slice(0, 10)) })}</li>
                ))}
              </ul>
            ),
        },
      ]}
      concerns={t('concerns', {
        holder: nameOf(asset.holder),
        community: community === '' ? '' : t('concernsCommunity', { community }),
      })}
      undo={t('undo')}
      details={
        <p>
          <code>{plan.scopeHash}</code>
        </p>
      }
      act={act}
      isReady={plan.licenses.length === 0 || isKnown}
      onSign={() => onSign(isKnown)}
      onClose={onClose}
    >
      {plan.licenses.length > 0 && (
        <Notice tone="unknown" title={t('licenses')}>
          <ul>
            {plan.licenses.map(({ id, licensee, lastDay }) => (
              <li key={id}>{t('license', { licensee: nameOf(licensee), day: day(lastDay) })}</li>
            ))}
          </ul>
          <Checkbox isSelected={isKnown} onChange={setIsKnown}>
            {t('despite')}
          </Checkbox>
        </Notice>
      )}
    </BindingSheet>
  );
}
