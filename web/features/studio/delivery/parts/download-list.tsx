import { ErrorNotice } from '../../../../components/page/error-notice.tsx';
import { Notice } from '../../../../components/page/notice.tsx';
import { Skeleton } from '../../../../components/page/skeleton.tsx';
import { usePages } from '../../../../lib/session/use-pages.ts';
import { useFormats } from '../../../../lib/language/format.ts';
import { SequenceKind } from '../../../../lib/sequences/sequence-kind.tsx';
import { useText } from '../../../../lib/language/text.ts';
import css from './download-list.module.css';
import { ItemRow } from './download-row.tsx';
import type { LicensedFile } from '../model/file-request.ts';
import { FrameList } from './frame-list.tsx';
import { GrowingList } from './growing-list.tsx';
import {
  type LicensedFiles,
  type LicensedItem,
  pageOfItems,
  SHOWN_AT_ONCE,
} from '../../license/model/license-files.ts';
import { licenseText } from '../../license/words/license-text.ts';
import { keepsParts } from '../model/opfs-part-store.ts';
import { DownloadAll, type PackageArchive } from './download-all.tsx';

interface DownloadListProps {
  readonly licensed: LicensedFiles;
  readonly archive: PackageArchive;
}

/** The files of a version that a license opens, all at once as a package, or one by one, a sequence as one, each with its progress; a reload goes on where it was. */
export function DownloadList({ licensed, archive }: DownloadListProps) {
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
      <DownloadAll archive={archive} />
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
