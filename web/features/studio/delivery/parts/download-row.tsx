import { useMemo } from 'react';
import { Button } from '../../../../components/forms/button.tsx';
import { Details } from '../../../../components/facts/details.tsx';
import { useFormats } from '../../../../lib/language/format.ts';
import { SequenceKind } from '../../../../lib/sequences/sequence-kind.tsx';
import { useText } from '../../../../lib/language/text.ts';
import css from './download-list.module.css';
import { DownloadProgress } from './download-progress.tsx';
import { type DownloadState, pauseDownload, startDownload, useDownload } from '../model/downloads.ts';
import { FrameList } from './frame-list.tsx';
import type { LicensedFile } from '../model/file-request.ts';
import type { LicensedItem } from '../../license/model/license-files.ts';
import { licenseText } from '../../license/words/license-text.ts';
import { type DownloadItem, wantedFile, wantedItem } from '../model/download-item.ts';

/** One line of a license's files: a file, or a sequence that is fetched as one. */
export function ItemRow({ item }: { readonly item: LicensedItem }) {
  return item.sequence === null ? (
    <FileRow file={item.file} />
  ) : (
    <SequenceRow item={item} sequence={item.sequence} />
  );
}

export function FileRow({ file }: { readonly file: LicensedFile }) {
  const t = useText(licenseText);
  const formats = useFormats();
  const wanted = useMemo(() => wantedFile(file), [file]);
  const state = useDownload(wanted);
  return (
    <div className={css['file']}>
      <p className={css['name']}>
        <strong translate="no">{file.path}</strong>{' '}
        <span className={css['soft']}>{formats.bytes(file.bytes)}</span>
      </p>
      <DownloadButton name={file.path} wanted={wanted} state={state} />
      <DownloadProgress wanted={wanted} state={state} />
      <Details>
        <p>
          <code>{file.sha256}</code>
        </p>
        <p>
          <a href={`/files/${file.id}`} download>
            {t('plainLink')}
          </a>
        </p>
      </Details>
    </div>
  );
}

interface SequenceRowProps {
  readonly item: LicensedItem;
  readonly sequence: NonNullable<LicensedItem['sequence']>;
}

function SequenceRow({ item, sequence }: SequenceRowProps) {
  const t = useText(licenseText);
  const formats = useFormats();
  const wanted = useMemo(() => wantedItem(item), [item]);
  const state = useDownload(wanted);
  return (
    <div className={css['file']}>
      <div className={css['name']}>
        <p>
          <strong translate="no">{sequence.name}</strong>{' '}
          <span className={css['soft']}>{formats.bytes(sequence.bytes)}</span>
        </p>
        <SequenceKind sequence={sequence} />
        <p className={css['soft']}>{t('archive')}</p>
      </div>
      <DownloadButton name={sequence.name} wanted={wanted} state={state} />
      <DownloadProgress wanted={wanted} state={state} />
      <FrameList item={item} row={(file) => <FileRow file={file} />} />
    </div>
  );
}

interface DownloadButtonProps {
  readonly name: string;
  readonly wanted: DownloadItem;
  readonly state: DownloadState;
}

function DownloadButton({ name: file, wanted, state }: DownloadButtonProps) {
  const t = useText(licenseText);
  switch (state.phase) {
    case 'running':
    case 'checking':
      return (
        <Button onPress={() => pauseDownload(wanted)} aria-label={t('pauseOf', { file })}>
          {t('pause')}
        </Button>
      );
    case 'paused':
    case 'failed':
      return (
        <Button kind="main" onPress={() => void startDownload(wanted)} aria-label={t('resumeOf', { file })}>
          {t('resume')}
        </Button>
      );
    case 'saved':
      return (
        <Button onPress={() => void startDownload(wanted)} aria-label={t('againOf', { file })}>
          {t('again')}
        </Button>
      );
    case 'idle':
      return (
        <Button onPress={() => void startDownload(wanted)} aria-label={t('downloadOf', { file })}>
          {t('download')}
        </Button>
      );
  }
}
