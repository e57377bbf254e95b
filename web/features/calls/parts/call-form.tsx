import { type ReactNode, type SyntheticEvent, useState } from 'react';
import { formatDay, todayOf } from '@lanran/protocol/kernel/day';
import { Button } from '../../../components/forms/button.tsx';
import { TextField } from '../../../components/forms/field.tsx';
import { ErrorNotice } from '../../../components/page/error-notice.tsx';
import { Notice } from '../../../components/page/notice.tsx';
import type { DraftEditing } from '../../../lib/kept/use-kept-draft.ts';
import { useText } from '../../../lib/language/text.ts';
import { useTask } from '../../../lib/session/task.ts';
import {
  type CallDraft,
  type CallField,
  faultIn,
  missingInDraft,
  MOST_CHARACTERS,
} from '../model/call-draft.ts';
import type { Opener } from '../model/use-call.ts';
import { formText } from '../words/form-text.ts';
import { AssetChooser } from './asset-chooser.tsx';
import css from './calls.module.css';
import { WelcomeFields } from './welcome-fields.tsx';

interface CallFormProps {
  readonly opener: Pick<Opener, 'id' | 'isCommunity'>;
  readonly editing: DraftEditing<CallDraft>;
  readonly verb: string;
  readonly busyVerb: string;
  /** Before the fields. */
  readonly children?: ReactNode;
  send(draft: CallDraft): Promise<void>;
}

const MAX_DAYS_AHEAD = 366;
const TEXTS = [
  { name: 'title', language: 'zh', label: 'titleZh' },
  { name: 'title', language: 'en', label: 'titleEn' },
  { name: 'purpose', language: 'zh', label: 'purposeZh' },
  { name: 'purpose', language: 'en', label: 'purposeEn' },
  { name: 'criteria', language: 'zh', label: 'criteriaZh' },
  { name: 'criteria', language: 'en', label: 'criteriaEn' },
] as const;

/** What a call says; a reload keeps it. */
export function CallForm({ opener, editing, verb, busyVerb, children, send }: CallFormProps) {
  const t = useText(formText);
  const task = useTask();
  const [isTried, setIsTried] = useState(false);
  const { draft } = editing;
  const change = (changed: Partial<CallDraft>) => editing.change({ ...draft, ...changed });
  const today = todayOf(Math.floor(Date.now() / 1000));
  const missing = missingInDraft(draft, formatDay(today));
  const refused = faultIn(task.error);
  const faultOf = (field: CallField) =>
    refused === field || (isTried && missing.includes(field)) ? t(`faults.${field}`) : null;
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    setIsTried(true);
    if (missing.length === 0) void task.run(() => send(draft));
  };
  const faults = isTried ? missing : [];
  const named = refused === null || faults.includes(refused) ? faults : [...faults, refused];
  return (
    <form className={css['form']} onSubmit={submit} noValidate>
      {editing.isOvertaken && (
        <Notice tone="unknown">
          <p>{t('overtaken')}</p>
          <div>
            <Button onPress={editing.startOver}>{t('startOver')}</Button>
          </div>
        </Notice>
      )}
      {children}
      <fieldset className={css['part']}>
        <legend>{t('words')}</legend>
        <div className={css['texts']}>
          {TEXTS.map(({ name, language, label }) => (
            <TextField
              key={label}
              label={t(label)}
              hint={name === 'title' ? t('oneLanguage') : undefined}
              error={language === 'zh' ? faultOf(name) : null}
              lang={language === 'zh' ? 'zh-CN' : 'en'}
              limit={MOST_CHARACTERS[name]}
              value={draft[name][language]}
              onChange={(text) => change({ [name]: { ...draft[name], [language]: text } })}
              {...(name === 'title' ? { autoComplete: 'off' } : { rows: 5 })}
            />
          ))}
        </div>
      </fieldset>
      <fieldset className={css['part']}>
        <legend>{t('closing')}</legend>
        <div className={css['short']}>
          <TextField
            label={t('closingDay')}
            hint={t('closingHint')}
            error={faultOf('closingDay')}
            type="date"
            min={formatDay(today)}
            max={formatDay(today + MAX_DAYS_AHEAD)}
            value={draft.closingDay}
            onChange={(closingDay) => change({ closingDay })}
          />
        </div>
      </fieldset>
      <fieldset className={css['part']}>
        <legend>{t('assets')}</legend>
        <Fault text={faultOf('assets')} />
        <AssetChooser opener={opener} value={draft.assetIds} onChange={(assetIds) => change({ assetIds })} />
      </fieldset>
      <fieldset className={css['part']}>
        <legend>{t('welcome')}</legend>
        <Fault text={faultOf('welcome')} />
        <WelcomeFields value={draft.welcome} onChange={(welcome) => change({ welcome })} />
      </fieldset>
      {named.length > 0 && (
        <Notice tone="refused" isLive>
          {named.map((field) => (
            <p key={field}>{t(`faults.${field}`)}</p>
          ))}
        </Notice>
      )}
      {task.error !== null && refused === null && <ErrorNotice error={task.error} />}
      <div>
        <Button type="submit" kind="main" isDisabled={task.isBusy}>
          {task.isBusy ? busyVerb : verb}
        </Button>
      </div>
    </form>
  );
}

function Fault({ text }: { readonly text: string | null }) {
  return text === null ? null : <p className={css['fault']}>{text}</p>;
}
