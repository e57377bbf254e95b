import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Button } from '../../../../components/forms/button.tsx';
import { Details } from '../../../../components/facts/details.tsx';
import { ErrorNotice } from '../../../../components/page/error-notice.tsx';
import { type Fact, Facts } from '../../../../components/facts/facts.tsx';
import { Skeleton } from '../../../../components/page/skeleton.tsx';
import { request } from '../../../../lib/session/api.ts';
import { saveText } from '../../../../lib/kept/save-file.ts';
import { useText } from '../../../../lib/language/text.ts';
import { FILE_TECHNICAL, type InspectedFile, type ListedFile } from '../model/file-documents.ts';
import { FileReferences } from './file-references.tsx';
import css from './file-table.module.css';
import { TechnicalFacts } from './technical-facts.tsx';
import { technicalText } from '../words/technical-text.ts';

interface FileDetailsProps {
  readonly assetId: string;
  readonly file: Pick<ListedFile, 'id' | 'sha256' | 'cid'>;
}

/** Fingerprints, and everything the content says of itself; asked for when it is unfolded. */
export function FileDetails({ assetId, file }: FileDetailsProps) {
  const [isOpen, setIsOpen] = useState(false);
  const { data, error, isLoading, refetch } = useQuery({
    enabled: isOpen,
    queryKey: ['asset', assetId, 'file', file.id],
    queryFn: async ({ signal }) =>
      (await request(FILE_TECHNICAL, { id: assetId, fileId: file.id }, { signal })).asset?.file ?? null,
  });
  return (
    <Details onOpen={() => setIsOpen(true)}>
      <Facts facts={fingerprintsOf(file, data ?? null)} />
      {isLoading && <Skeleton lines={3} />}
      {error !== null && <ErrorNotice error={error} onRetry={() => void refetch()} />}
      {data != null && <Inspected file={data} />}
    </Details>
  );
}

function Inspected({ file }: { readonly file: InspectedFile }) {
  const t = useText(technicalText);
  const isTold =
    file.references.length > 0 ||
    (file.technical !== null && file.technical.sections.length + file.technical.notices.length > 0);
  return (
    <div className={css['technical']}>
      {isTold && <p className={css['kind']}>{t('unsigned')}</p>}
      {!file.isInspected && <p className={css['kind']}>{t('notYet')}</p>}
      {file.isInspected && !isTold && <p className={css['kind']}>{t('none')}</p>}
      {file.technical !== null && <TechnicalFacts technical={file.technical} />}
      {file.references.length > 0 && <FileReferences references={file.references} />}
      <div>
        <Button
          kind="quiet"
          onPress={() =>
            saveText(JSON.stringify(file, null, 2), `${file.path.split('/').at(-1) ?? 'file'}.json`)
          }
        >
          {t('save')}
        </Button>
      </div>
    </div>
  );
}

function fingerprintsOf({ sha256, cid }: FileDetailsProps['file'], found: InspectedFile | null): Fact[] {
  const { md5 = null, c4 = null, perceptual = null } = found?.digests ?? {};
  const known = { 'SHA-256': sha256, CID: cid, MD5: md5, C4: c4, dHash: perceptual };
  return Object.entries(known).flatMap(([name, value]) =>
    value === null ? [] : [{ name, value: <code>{value}</code> }],
  );
}
