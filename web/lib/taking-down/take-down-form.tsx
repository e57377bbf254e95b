import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type SyntheticEvent, useState } from 'react';
import type { Outcome } from '@lanran/sdk/acts/relaying';
import { parseAssetId, parseOrganizationId } from '@lanran/protocol/kernel/ids';
import type { Address } from '@lanran/protocol/kernel/signature';
import { scopeHashOf, type TakeDownScope } from '@lanran/protocol/assets/take-down';
import { Button } from '../../components/forms/button.tsx';
import { ErrorNotice } from '../../components/page/error-notice.tsx';
import { TextField } from '../../components/forms/field.tsx';
import { SelectField } from '../../components/forms/select-field.tsx';
import { Notice } from '../../components/page/notice.tsx';
import { RadioField } from '../../components/forms/radio-field.tsx';
import { useAct } from '../session/act.ts';
import { request } from '../session/api.ts';
import { useFormats } from '../language/format.ts';
import { useLanguage } from '../language/language.tsx';
import { useText } from '../language/text.ts';
import { type AssetToTakeDown, STATE_TAKE_DOWN_SCOPE, TAKE_DOWN_PLAN } from './documents.ts';
import { leftOf, type LeftVersion, partsOf } from './left.ts';
import { fieldText } from './scope-text.ts';
import { TakeDownSheet } from './take-down-sheet.tsx';
import css from './taking-down.module.css';
import { takingDownText } from './text.ts';

/** Who takes it down: the holder by a key of its own, or the community by its council. */
export interface Remover {
  readonly organizationId: string;
  /** The Safe through which a council decides; null for a key of its own. */
  readonly safe: string | null;
  /** Others of its owners must sign too. */
  readonly needsOthers: boolean;
}

interface TakeDownFormProps {
  readonly remover: Remover;
  readonly asset: AssetToTakeDown;
  onDone(outcome: Outcome): void;
}

const PARTS = ['whole', 'version', 'file', 'field'] as const;
type Part = (typeof PARTS)[number];

/** Of each version no more files are listed; then the path is typed. */
const MOST_LISTED = 1_000;

/** Chooses what is taken down and why; then the sheet shows what that erases. */
export function TakeDownForm({ remover, asset, onDone }: TakeDownFormProps) {
  const t = useText(takingDownText);
  const { language } = useLanguage();
  const { day } = useFormats();
  const [part, setPart] = useState<Part>('whole');
  const [chosen, setChosen] = useState('');
  const [version, setVersion] = useState<number | null>(null);
  const [reason, setReason] = useState('');
  const [isChecked, setIsChecked] = useState(false);
  const [scope, setScope] = useState<TakeDownScope | null>(null);
  const act = useAct<Outcome>();
  const cache = useQueryClient();
  const plan = useQuery({
    enabled: scope !== null,
    queryKey: ['take-down-plan', asset.id, scope],
    queryFn: async ({ signal }) =>
      (
        await request(
          TAKE_DOWN_PLAN,
          { assetId: asset.id, scope: scope ?? {} },
          { signal, safe: remover.safe },
        )
      ).takeDownPlan,
    retry: false,
    gcTime: 0,
  });
  const waiting = asset.takeDowns.filter((each) => each.scope === null);
  const stating = useMutation({
    mutationFn: async (named: TakeDownScope) =>
      request(STATE_TAKE_DOWN_SCOPE, { assetId: asset.id, scope: named }, { safe: remover.safe }),
    onSuccess: () => cache.invalidateQueries(),
  });
  const left = leftOf(asset.versions, asset.takeDowns);
  const { paths, fields } = partsOf(left, version);
  const versionName = (each: LeftVersion) =>
    t('versionName', { version: String(each.version), day: day(each.publishedAt.slice(0, 10)) });
  const isReasonMissing = reason.trim().length < 2;
  const isPartMissing = part !== 'whole' && chosen.trim() === '';
  const look = (event: SyntheticEvent) => {
    event.preventDefault();
    setIsChecked(true);
    if (isPartMissing) return;
    const named = scopeOf(part, chosen.trim(), version);
    const scopeHash = scopeHashOf(named);
    // What an act of elsewhere was of has its reason already.
    if (waiting.some((each) => each.scopeHash === scopeHash)) {
      stating.mutate(named);
      return;
    }
    if (!isReasonMissing) setScope(named);
  };
  const takeDown = async (despiteLicenses: boolean) => {
    if (scope === null) return;
    const done = await act.run(
      async (platform) => {
        const [{ relay }, { takeDownAct }, { stateTakeDown }] = await Promise.all([
          import('@lanran/sdk/acts/relaying'),
          import('@lanran/sdk/takedowns/take-down-acts'),
          import('@lanran/sdk/takedowns/take-downs'),
        ]);
        const assetId = parseAssetId(asset.id);
        const order = { assetId, scope, reason: reason.trim(), despiteLicenses };
        const stated = await stateTakeDown(platform.api, order);
        const organizationId = parseOrganizationId(remover.organizationId);
        return relay(platform, takeDownAct({ assetId, organizationId, ...stated }));
      },
      // The platform gives addresses in lower-case hex.
      { safe: remover.safe as Address | null },
    );
    if (done === null) return;
    setScope(null);
    await cache.invalidateQueries();
    onDone(done);
  };
  const missing = isChecked && isPartMissing ? t('partMissing') : null;
  return (
    <form onSubmit={look} className={css['form']}>
      {waiting.length > 0 && (
        <Notice tone="unknown" title={t('waiting')}>
          <p>{t('waitingText')}</p>
        </Notice>
      )}
      {stating.isSuccess && (
        <Notice tone="live" isLive title={t('recognized')}>
          <p>{t('recognizedText')}</p>
        </Notice>
      )}
      <section aria-labelledby="what">
        <h2 id="what">{t('what')}</h2>
        <RadioField<Part>
          label={t('what')}
          value={part}
          choices={PARTS.filter((value) => isLeft(value, left)).map((value) => ({
            value,
            label: t(value),
          }))}
          onChange={(next) => {
            setPart(next);
            setChosen('');
            setVersion(null);
          }}
        />
      </section>
      {part === 'version' && (
        <SelectField
          label={t('whichVersion')}
          error={missing}
          value={chosen === '' ? null : chosen}
          choices={left.map((each) => ({ value: String(each.version), label: versionName(each) }))}
          onChange={setChosen}
        />
      )}
      {(part === 'file' || part === 'field') && left.length > 1 && (
        <SelectField
          label={t('inVersion')}
          hint={t('inVersionHint')}
          value={version === null ? 'all' : String(version)}
          choices={[
            { value: 'all', label: t('allVersions') },
            ...left.map((each) => ({ value: String(each.version), label: versionName(each) })),
          ]}
          onChange={(next) => {
            setVersion(next === 'all' ? null : Number(next));
            setChosen('');
          }}
        />
      )}
      {part === 'file' && paths.length < MOST_LISTED && (
        <SelectField
          label={t('whichFile')}
          error={missing}
          value={chosen === '' ? null : chosen}
          choices={paths.map((path) => ({ value: path, label: path }))}
          onChange={setChosen}
        />
      )}
      {part === 'file' && paths.length >= MOST_LISTED && (
        <TextField
          label={t('whichFile')}
          hint={t('whichFileHint')}
          placeholder={paths[0] ?? ''}
          error={missing}
          value={chosen}
          onChange={setChosen}
        />
      )}
      {part === 'field' && (
        <SelectField
          label={t('whichField')}
          error={missing}
          value={chosen === '' ? null : chosen}
          choices={fields.map((value) => ({ value, label: fieldText(value, language) }))}
          onChange={setChosen}
        />
      )}
      <TextField
        label={t('reason')}
        hint={t('reasonHint')}
        rows={4}
        maxLength={2000}
        value={reason}
        error={isChecked && isReasonMissing ? t('reasonMissing') : null}
        onChange={setReason}
      />
      {stating.error !== null && <ErrorNotice error={stating.error} onRetry={() => stating.reset()} />}
      {plan.error !== null && <ErrorNotice error={plan.error} onRetry={() => void plan.refetch()} />}
      <div>
        <Button type="submit" kind="main" isPending={plan.isFetching}>
          {t('look')}
        </Button>
      </div>
      {scope !== null && plan.data !== undefined && (
        <TakeDownSheet
          asset={asset}
          scope={scope}
          reason={reason.trim()}
          plan={plan.data}
          needsOthers={remover.needsOthers}
          act={act}
          onSign={(despiteLicenses) => void takeDown(despiteLicenses)}
          onClose={() => {
            act.reset();
            setScope(null);
          }}
        />
      )}
    </form>
  );
}

function isLeft(part: Part, left: readonly LeftVersion[]): boolean {
  const { paths, fields } = partsOf(left, null);
  if (part === 'file') return paths.length > 0;
  return part !== 'field' || fields.length > 0;
}

/** Without a version: all that were published until now. */
function scopeOf(part: Part, chosen: string, version: number | null): TakeDownScope {
  if (part === 'version') return { version: Number(chosen) };
  const of = version === null ? {} : { version };
  if (part === 'file') return { ...of, path: chosen };
  return part === 'field' ? { ...of, field: chosen } : {};
}
