import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { FileTrigger } from 'react-aria-components';
import {
  AGREEMENT_EXTENSIONS,
  type LicenseAgreement,
  MAX_AGREEMENT_NAME,
} from '@lanran/protocol/licensing/license-agreement';
import { ActSheet } from '../../../../components/forms/act-sheet.tsx';
import { Button } from '../../../../components/forms/button.tsx';
import { Checkbox } from '../../../../components/forms/checkbox.tsx';
import { TextField } from '../../../../components/forms/field.tsx';
import { useFormats } from '../../../../lib/language/format.ts';
import { useLanguage } from '../../../../lib/language/language.tsx';
import { useText } from '../../../../lib/language/text.ts';
import { useDesk } from '../../desk/model/desk.ts';
import css from '../../desk/parts/desk.module.css';
import { addAgreement } from '../model/agreements.ts';
import { agreementsText } from '../words/agreements-text.ts';

/** A file, what buyers read as its name, and whether new versions name it. */
export function AddAgreementSheet({ onClose }: { onClose(): void }) {
  const t = useText(agreementsText);
  const { language } = useLanguage();
  const formats = useFormats();
  const queries = useQueryClient();
  const { id } = useDesk().organization;
  const [file, setFile] = useState<File | null>(null);
  const [name, setName] = useState({ en: '', zh: '' });
  const [isPreselected, setIsPreselected] = useState(true);
  const [isTried, setIsTried] = useState(false);
  const said = saidName(name);
  const hasName = Object.keys(said).length > 0;
  const add = async () => {
    setIsTried(true);
    if (file === null || !hasName) return null;
    await addAgreement(id, { file, name: said, isPreselected });
    await queries.invalidateQueries({ queryKey: ['agreements'] });
    return true;
  };
  const tongues = language === 'zh' ? (['zh', 'en'] as const) : (['en', 'zh'] as const);
  return (
    <ActSheet title={t('addTitle')} verb={t('addVerb')} busyVerb={t('addBusy')} act={add} onClose={onClose}>
      <div className={css['section']} role="group" aria-label={t('file')}>
        <FileTrigger
          acceptedFileTypes={AGREEMENT_EXTENSIONS}
          onSelect={(list) => setFile(list?.item(0) ?? null)}
        >
          <Button>{t('choose')}</Button>
        </FileTrigger>
        {file !== null && (
          <p>
            {file.name} <span className={css['soft']}>{formats.bytes(file.size)}</span>
          </p>
        )}
        {file === null && isTried && <p role="alert">{t('fileMissing')}</p>}
      </div>
      {tongues.map((tongue, at) => (
        <TextField
          key={tongue}
          label={t(tongue === 'zh' ? 'nameZh' : 'nameEn')}
          lang={tongue === 'zh' ? 'zh-CN' : 'en'}
          maxLength={MAX_AGREEMENT_NAME}
          value={name[tongue]}
          onChange={(typed) => setName({ ...name, [tongue]: typed })}
          hint={at === 0 ? t('nameHint') : undefined}
          error={at === 0 && isTried && !hasName ? t('nameMissing') : null}
        />
      ))}
      <Checkbox isSelected={isPreselected} onChange={setIsPreselected}>
        {t('forNew')}
      </Checkbox>
    </ActSheet>
  );
}

function saidName({ en, zh }: { readonly en: string; readonly zh: string }): LicenseAgreement['name'] {
  const said = { en: en.normalize('NFC').trim(), zh: zh.normalize('NFC').trim() };
  return { ...(said.en !== '' && { en: said.en }), ...(said.zh !== '' && { zh: said.zh }) };
}
