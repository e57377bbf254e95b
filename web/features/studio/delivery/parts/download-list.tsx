import { useState } from 'react';
import { Button } from '../../../../components/forms/button.tsx';
import { ErrorNotice } from '../../../../components/page/error-notice.tsx';
import { Notice } from '../../../../components/page/notice.tsx';
import { Skeleton } from '../../../../components/page/skeleton.tsx';
import { usePages } from '../../../../lib/session/use-pages.ts';
import { useFormats } from '../../../../lib/language/format.ts';
import { SequenceKind } from '../../../../lib/sequences/sequence-kind.tsx';
import { useText } from '../../../../lib/language/text.ts';
import css from './download-list.module.css';
import { ItemRow } from './download-row.tsx';
import { startDownload } from '../model/downloads.ts';
import type { LicensedFile } from '../model/file-request.ts';
import { FrameList } from './frame-list.tsx';
import { GrowingList } from './growing-list.tsx';
import {
  type LicensedFiles,
  type LicensedItem,
  listItems,
  pageOfItems,
  SHOWN_AT_ONCE,
} from '../../license/model/license-files.ts';
import { licenseText } from '../../license/words/license-text.ts';
import { keepsParts } from '../model/opfs-part-store.ts';
import { wantedItem } from '../model/download-item.ts';

/** The files of a version that a license opens, a sequence as one, each with its progress; a reload goes on where it was. */
export function DownloadList({ licensed }: { readonly licensed: LicensedFiles }) {
  const t = useText(licenseText);
  const canKeep = keepsParts();
  const items = usePages({
    queryKey: ['studio', 'license', 'files', licensed.assetId, licensed.version],
    readPage: (after, signal) => pageOfItems(licensed, { first: SHOWN_AT_ONCE, after, signal }),
  });
  const { isKnown, error } = items;
  if (!isKnown && error === null) return <Skeleton lines={4} />;
  if (!isKnown) return <ErrorNotice error={error} onRetry={() => void items.refetch()} />;
  return (
    <>
      {!canKeep && (
        <Notice tone="unknown">
          <p>{t('filesPlain')}</p>
        </Notice>
      )}
      {canKeep && items.totalCount > 1 && <DownloadAll licensed={licensed} />}
      <GrowingList
        label={t('filesTitle')}
        className={css['files']}
        list={items}
        keyOf={({ file }) => file.id}
        row={(item) => (canKeep ? <ItemRow item={item} /> : <PlainItem item={item} />)}
        more={t('moreFiles')}
      />
    </>
  );
}

/** One after the other, also those that are not listed yet. */
function DownloadAll({ licensed }: { readonly licensed: LicensedFiles }) {
  const t = useText(licenseText);
  const [error, setError] = useState<unknown>(null);
  const downloadAll = async () => {
    setError(null);
    try {
      for (const item of await listItems(licensed)) await startDownload(wantedItem(item));
    } catch (problem) {
      setError(problem);
    }
  };
  return (
    <>
      <div>
        <Button kind="main" onPress={() => void downloadAll()}>
          {t('downloadAll')}
        </Button>
      </div>
      {error !== null && <ErrorNotice error={error} />}
    </>
  );
}

function PlainItem({ item }: { readonly item: LicensedItem }) {
  const t = useText(licenseText);
  const formats = useFormats();
  const { file, sequence } = item;
  if (sequence === null) return <PlainFile file={file} />;
  return (
    <div>
      <p className={css['name']}>
        <strong translate="no">{sequence.name}</strong>{' '}
        <span className={css['soft']}>{formats.bytes(sequence.bytes)}</span>
      </p>
      <SequenceKind sequence={sequence} />
      <p className={css['soft']}>{t('archiveElsewhere')}</p>
      <FrameList item={item} row={(frame) => <PlainFile file={frame} />} />
    </div>
  );
}

function PlainFile({ file }: { readonly file: LicensedFile }) {
  const formats = useFormats();
  return (
    <p className={css['name']}>
      <a href={`/files/${file.id}`} download>
        {file.path}
      </a>{' '}
      <span className={css['soft']}>{formats.bytes(file.bytes)}</span>
    </p>
  );
}
