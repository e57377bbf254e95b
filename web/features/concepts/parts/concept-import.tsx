import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { Button } from '../../../components/forms/button.tsx';
import { ErrorNotice } from '../../../components/page/error-notice.tsx';
import { TextField } from '../../../components/forms/field.tsx';
import { Notice } from '../../../components/page/notice.tsx';
import { CONCEPTS_PATH } from '../../../lib/concepts/concept-address.ts';
import { request } from '../../../lib/session/api.ts';
import { useTask } from '../../../lib/session/task.ts';
import { useLanguage } from '../../../lib/language/language.tsx';
import { useText } from '../../../lib/language/text.ts';
import { type ConceptFile, type FileFault, readConceptFile, refusedDocument } from '../model/concept-file.ts';
import { CHECK_CONCEPTS, type ImportCheck, PROPOSE_CONCEPTS } from '../model/proposal-documents.ts';
import { importText } from '../words/import-text.ts';
import { ConceptFileChooser } from './concept-file-chooser.tsx';
import { FileProblems } from './file-problems.tsx';
import css from './proposals.module.css';

const MAX_MESSAGE = 2_000;

interface Read {
  readonly file: ConceptFile;
  readonly check: ImportCheck;
}

/** A file is checked when it is chosen; it is proposed when somebody has seen what would come of it. */
export function ConceptImport({ organizationId }: { readonly organizationId: string }) {
  const t = useText(importText);
  const { language } = useLanguage();
  const cache = useQueryClient();
  const navigate = useNavigate();
  const reading = useTask();
  const sending = useTask();
  const [name, setName] = useState('');
  const [fault, setFault] = useState<FileFault | null>(null);
  const [read, setRead] = useState<Read | null>(null);
  const [message, setMessage] = useState('');
  const choose = (chosen: File) =>
    void reading.run(async () => {
      setName(chosen.name);
      setRead(null);
      setFault(null);
      const file = await readConceptFile(chosen);
      if (typeof file === 'string') {
        setFault(file);
        return;
      }
      const { format, document } = file;
      const { checkConcepts } = await request(CHECK_CONCEPTS, { organizationId, format, document });
      setRead({ file, check: checkConcepts });
    });
  const send = ({ file: { format, document, name: named } }: Read) =>
    void sending.run(async () => {
      const asked = { organizationId, format, document, message: message.trim() || null };
      const { proposal, ...check } = (await request(PROPOSE_CONCEPTS, asked)).proposeConcepts;
      // Somebody was faster: it is shown what the file comes to now.
      if (proposal === null) {
        setRead({ file: { format, document, name: named }, check });
        return;
      }
      await cache.invalidateQueries({ queryKey: ['concept-proposals'] });
      await navigate(`${CONCEPTS_PATH}/proposals/${proposal.id}`);
    });
  const unreadable = refusedDocument(reading.error, language);
  return (
    <div className={css['section']}>
      <ConceptFileChooser onChosen={choose} />
      <p>
        <a href={`${CONCEPTS_PATH}.csv`} download="">
          {t('example')}
        </a>
      </p>
      <p role="status">{reading.isBusy && t('checking', { name })}</p>
      {fault !== null && (
        <Notice tone="refused" isLive>
          <p>{t(fault, { name })}</p>
        </Notice>
      )}
      {unreadable !== null && (
        <Notice tone="refused" isLive title={t('refused')}>
          <p>{unreadable}</p>
        </Notice>
      )}
      {reading.error !== null && unreadable === null && <ErrorNotice error={reading.error} />}
      {read !== null && (
        <section className={css['section']} aria-labelledby="found">
          <h2 id="found">{t('found', { name: read.file.name })}</h2>
          <Counts check={read.check} />
          {read.check.problems.length > 0 && <FileProblems problems={read.check.problems} />}
          {isReady(read.check) && (
            <div className={css['narrow']}>
              <TextField
                label={t('why')}
                rows={3}
                maxLength={MAX_MESSAGE}
                value={message}
                onChange={setMessage}
              />
              {sending.error !== null && <ErrorNotice error={sending.error} />}
              <div>
                <Button kind="main" isDisabled={sending.isBusy} onPress={() => send(read)}>
                  {sending.isBusy ? t('sending') : t('send', { count: countOf(read.check) })}
                </Button>
              </div>
            </div>
          )}
        </section>
      )}
    </div>
  );
}

function countOf({ added, changed }: ImportCheck): number {
  return added + changed;
}

function isReady(check: ImportCheck): boolean {
  return check.problems.length === 0 && countOf(check) > 0;
}

function Counts({ check }: { readonly check: ImportCheck }) {
  const t = useText(importText);
  return (
    <>
      <ul role="list" className={css['counts']}>
        <li>{t('added', { count: check.added })}</li>
        <li>{t('changed', { count: check.changed })}</li>
        <li>{t('same', { count: check.same })}</li>
      </ul>
      {check.problems.length === 0 && countOf(check) === 0 && (
        <Notice isLive>
          <p>{t('nothing')}</p>
        </Notice>
      )}
    </>
  );
}
