import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Download, FileUp, Save } from 'lucide-react';
import { useState } from 'react';
import { FileTrigger } from 'react-aria-components';
import { Button } from '../../../components/forms/button.tsx';
import { ErrorNotice } from '../../../components/page/error-notice.tsx';
import { TextField } from '../../../components/forms/field.tsx';
import { SelectField } from '../../../components/forms/select-field.tsx';
import { Notice } from '../../../components/page/notice.tsx';
import { request } from '../../../lib/session/api.ts';
import { saveText } from '../../../lib/kept/save-file.ts';
import { useText } from '../../../lib/language/text.ts';
import css from './import.module.css';
import { importText } from '../words/import-text.ts';
import { formOf, guessForm, writtenOf } from '../model/mapping-form.ts';
import { readMappingText } from '../words/read-mapping-text.ts';
import { SAVE_MAPPING, SAVED_MAPPINGS } from '../model/queries.ts';
import { SpokenError } from './spoken-error.tsx';
import type { ImportState } from '../model/use-import.ts';

interface MappingSourceProps {
  readonly organizationId: string;
  readonly columns: readonly string[];
  readonly state: ImportState;
}

/** Where a mapping comes from and is kept: the institution's saved ones, or a file that the command line takes too. */
export function MappingSource({ organizationId, columns, state }: MappingSourceProps) {
  const t = useText(importText);
  const cache = useQueryClient();
  const { form, mappingName, setForm } = state;
  const [chosen, setChosen] = useState('kept');
  const [name, setName] = useState('');
  const [error, setError] = useState<unknown>(null);
  const queryKey = ['import', 'mappings', organizationId];
  const { data } = useQuery({
    queryKey,
    queryFn: ({ signal }) => request(SAVED_MAPPINGS, { organizationId }, { signal }),
  });
  const saved = data?.savedMappings ?? [];
  const take = async (read: () => Promise<Parameters<typeof formOf>[0]>, from: string) => {
    try {
      setForm(formOf(await read()), from);
      setError(null);
    } catch (problem) {
      setError(problem);
    }
  };
  const choose = async (value: string) => {
    setChosen(value);
    const { MAPPING_BY_NAME } = await import('../model/engine.ts');
    if (value === 'columns') setForm(formOf(MAPPING_BY_NAME), '');
    if (value === 'guess') setForm(guessForm(formOf(MAPPING_BY_NAME), columns), '');
    const found = saved.find((each) => `saved:${each.name}` === value);
    if (found === undefined) return;
    setName(found.name);
    await take(() => readMappingText(found.mapping, found.name), found.name);
  };
  const save = useMutation({
    mutationFn: async () => {
      const mapping = JSON.stringify(form === null ? {} : writtenOf(form));
      const after = saved.find((each) => each.name === name.trim())?.version ?? 0;
      const { saveMapping } = await request(SAVE_MAPPING, {
        organizationId,
        input: { name: name.trim(), mapping, after },
      });
      return saveMapping;
    },
    onSettled: () => cache.invalidateQueries({ queryKey }),
  });
  const choices = [
    { value: 'kept', label: t('startKept') },
    { value: 'guess', label: t('startGuess') },
    { value: 'columns', label: t('startColumns') },
    ...saved.map((each) => ({
      value: `saved:${each.name}`,
      label: t('startSaved', { name: each.name, version: each.version }),
    })),
  ];
  return (
    <div className={css['column']}>
      <div className={css['row']}>
        <SelectField
          label={t('start')}
          value={chosen}
          choices={choices}
          onChange={(value) => void choose(value)}
        />
        <FileTrigger
          acceptedFileTypes={['.json', 'application/json']}
          onSelect={(files) => {
            const [file] = files ?? [];
            if (file !== undefined)
              void take(async () => readMappingText(await file.text(), file.name), file.name);
          }}
        >
          <Button>
            <FileUp size={18} aria-hidden="true" />
            {t('openFile')}
          </Button>
        </FileTrigger>
        <Button
          onPress={() => {
            if (form !== null)
              saveText(JSON.stringify(writtenOf(form), null, 2), `${name.trim() || 'mapping'}.json`);
          }}
        >
          <Download size={18} aria-hidden="true" />
          {t('saveFile')}
        </Button>
      </div>
      <div className={css['row']}>
        <TextField
          label={t('saveName')}
          hint={t('saveHint')}
          value={name}
          maxLength={60}
          onChange={setName}
        />
        <Button isDisabled={name.trim() === '' || save.isPending} onPress={() => save.mutate()}>
          <Save size={18} aria-hidden="true" />
          {t('save')}
        </Button>
      </div>
      {mappingName !== '' && <p className={css['soft']}>{mappingName}</p>}
      {save.isSuccess && (
        <Notice tone="live" isLive>
          {t('saved', { name: save.data.name, version: save.data.version })}
        </Notice>
      )}
      {save.isError && <ErrorNotice error={save.error} />}
      {error !== null && <SpokenError error={error} />}
    </div>
  );
}
