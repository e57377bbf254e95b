import { defineText } from '../language/text.ts';

/** What is done for files, and why it was not; in the words of pages. Kinds are those of `FileJobKind` in `api/files/jobs`. */
export const fileJobText = defineText({
  en: {
    allFiles: 'All files',
    kind: {
      describe: 'Looking at the file, its information and fingerprints',
      inspect: 'Reading what the file says of itself',
      digest: 'Fingerprints for other systems (MD5, C4, likeness)',
      tiles: 'Tiles to zoom into',
      film: 'Film to watch and its picture',
      model: 'Picture of the model',
    },
    problem: {
      FILE_DAMAGED:
        'The stored original has other bytes than were published. Its holder can bring it back from a package or a backup.',
      FILE_LOST: 'The stored original was not found. Tell the operator.',
      INTERRUPTED:
        'It was begun several times and never came to an end. Try again; if it stays, tell the operator.',
      MISSING_FILE:
        'A file that belongs to this one is not in the same version. Publish a revision that has it.',
      PLATFORM: 'Something on the platform did not answer.',
      TIME_LIMIT: 'It took longer than the platform allows for one file.',
      TOOL_MISSING:
        'The platform’s machine lacks a program for it. The operator can install it; then this begins by itself.',
      TOO_LARGE: 'It is larger than the platform works on. The original is stored and licensed all the same.',
      UNDECODABLE:
        'The file can’t be decoded here. The original is stored, licensed and delivered all the same. Open it with your own program; if that fails too, publish a sound copy.',
      UNSUPPORTED: 'The platform can’t work on files of this kind.',
    },
  },
  zh: {
    allFiles: '全部文件',
    kind: {
      describe: '查看文件、读取信息与指纹',
      inspect: '读取文件自身的信息',
      digest: '供其他系统使用的指纹（MD5、C4、相似度）',
      tiles: '可放大的图块',
      film: '在线观看的影像及其代表画面',
      model: '模型的代表画面',
    },
    problem: {
      FILE_DAMAGED: '所存原件的内容与发布时不同。持有机构可从授权包或备份中恢复。',
      FILE_LOST: '未找到已存储的原件。请告知运营方。',
      INTERRUPTED: '多次开始但始终未能完成。请重试；如仍不成功，请告知运营方。',
      MISSING_FILE: '与之配套的文件不在同一版本中。请发布包含该文件的修订。',
      PLATFORM: '平台的某个部分没有响应。',
      TIME_LIMIT: '处理时间超过了平台对单个文件的限制。',
      TOOL_MISSING: '平台所在的机器缺少所需程序。运营方安装后会自动开始。',
      TOO_LARGE: '超出平台可处理的大小。原件仍已存储，并可照常授权。',
      UNDECODABLE:
        '本平台无法解码此文件。原件仍已存储，并可照常授权和交付。请用您自己的程序打开检查；如仍无法打开，请发布完好的副本。',
      UNSUPPORTED: '平台无法处理此类文件。',
    },
  },
});

type KindName = keyof (typeof fileJobText)['en']['kind'];

/** Null for a kind that has no words yet. */
export function kindWords(kind: string): KindName | null {
  return kind in fileJobText.en.kind ? (kind as KindName) : null; // one of the keys, as was just seen
}
