import { PagedList } from '../../../../components/facts/paged-list.tsx';
import { request } from '../../../../lib/session/api.ts';
import { usePages } from '../../../../lib/session/use-pages.ts';
import { useFormats } from '../../../../lib/language/format.ts';
import { SequenceKind } from '../../../../lib/sequences/sequence-kind.tsx';
import { countLeft, filesWent } from '../../../../lib/taking-down/left.ts';
import { useText } from '../../../../lib/language/text.ts';
import type { AssetOnPage } from '../../asset/model/documents.ts';
import { FileDetails } from './file-details.tsx';
import { FILE_ITEMS, type ListedItem, mayNameFiles } from '../model/file-documents.ts';
import { FileKind } from './file-kind.tsx';
import { FileLink } from './file-link.tsx';
import css from './file-table.module.css';
import { fileText } from '../words/file-text.ts';
import { SequenceFrames } from './sequence-frames.tsx';
import { assetText } from '../../asset/words/text.ts';
import { UnresolvedReferences } from './unresolved-references.tsx';

const PAGE_SIZE = 50;

interface FileTableProps {
  readonly asset: AssetOnPage;
  readonly canDownload: boolean;
}

/** The originals: what they are called, how large, and by which fingerprints anyone can recognize them. */
export function FileTable({ asset, canDownload }: FileTableProps) {
  const t = useText(assetText);
  const { bytes } = useFormats();
  const { access } = asset;
  const left = countLeft(asset, asset.takeDowns);
  const hasGone = filesWent(asset.takeDowns, asset).length > 0;
  const whose = canDownload
    ? access === 'OPEN'
      ? t('originalsOpen')
      : t('originalsMember')
    : t('originalsLicensed');
  return (
    <section aria-labelledby="asset-files" className={css['files']}>
      <h2 id="asset-files">{t('files')}</h2>
      <p>
        {left.count === 0 ? t('filesGone') : t('filesOf', { count: left.count, bytes: bytes(left.bytes) })}{' '}
        {left.count > 0 && hasGone && t('filesWent')} {left.count > 0 && whose}
      </p>
      {left.count > 0 && <Items assetId={asset.id} version={asset.version} canDownload={canDownload} />}
    </section>
  );
}

interface ItemsProps {
  readonly assetId: string;
  readonly version: number;
  readonly canDownload: boolean;
}

function Items({ assetId, version, canDownload }: ItemsProps) {
  const t = useText(fileText);
  const items = usePages({
    queryKey: ['asset', assetId, 'files', version],
    readPage: async (after, signal) => {
      const variables = { id: assetId, first: PAGE_SIZE, after };
      return (await request(FILE_ITEMS, variables, { signal })).asset?.fileItems ?? null;
    },
  });
  const hasScenes = items.rows.some(({ file }) => mayNameFiles(file.path));
  return (
    <PagedList list={items} lines={4} more={t('moreFiles')}>
      {hasScenes && <UnresolvedReferences assetId={assetId} version={version} />}
      <table className={css['table']}>
        <ItemsHead canDownload={canDownload} />
        <tbody>
          {items.edges.map(({ node, cursor }, at) => (
            <ItemRow
              key={cursor}
              assetId={assetId}
              item={node}
              before={items.edges[at - 1]?.cursor ?? null}
              canDownload={canDownload}
            />
          ))}
        </tbody>
      </table>
    </PagedList>
  );
}

function ItemsHead({ canDownload }: { readonly canDownload: boolean }) {
  const t = useText(assetText);
  return (
    <thead>
      <tr>
        <th scope="col">{t('file')}</th>
        <th scope="col" className={css['size']}>
          {t('size')}
        </th>
        {canDownload && <th scope="col">{t('download')}</th>}
      </tr>
    </thead>
  );
}

interface ItemRowProps {
  readonly assetId: string;
  readonly item: ListedItem;
  readonly before: string | null;
  readonly canDownload: boolean;
}

function ItemRow({ assetId, item: { file, sequence }, before, canDownload }: ItemRowProps) {
  const { bytes } = useFormats();
  return (
    <tr>
      <th scope="row">
        {sequence?.name ?? file.path}
        {sequence !== null && <SequenceKind sequence={sequence} />}
        <FileKind file={file} />
        {sequence === null ? (
          <FileDetails assetId={assetId} file={file} />
        ) : (
          <SequenceFrames assetId={assetId} before={before} name={sequence.name} canDownload={canDownload} />
        )}
      </th>
      <td className={css['size']}>{bytes(sequence?.bytes ?? file.bytes)}</td>
      {canDownload && <td>{sequence === null && <FileLink assetId={assetId} file={file} />}</td>}
    </tr>
  );
}
