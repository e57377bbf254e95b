import { defineText } from '../../../../lib/language/text.ts';

/** Copies that carry their origin, on the page of a license. */
export const copiesText = defineText({
  en: {
    title: 'Copies with origin (C2PA)',
    lead: 'Copies of the files that say where they come from: credit, license, the original’s fingerprint, and whether AI may be trained with them. The originals stay as they are. A reader that does not know this platform’s certificate calls the issuer untrusted; it still sees any change.',
    waiting:
      '{count, plural, one {One file is still being prepared.} other {# files are still being prepared.}}',
    failed: '{count, plural, one {One copy could not be made.} other {# copies could not be made.}}',
    retry: 'Try again',
    notYet: 'The copies are made on {day}, the license’s first day.',
    none: 'The copies are prepared once the license has begun.',
    more: 'Show more copies',
    download: 'Download {name}',
    xmp: 'Rights of {name} as XMP',
    embedded: 'Copy with origin (C2PA), {size}',
    sidecar: 'Manifest beside the file, {size}',
    xmpShort: 'XMP',
    reason: {
      TYPE: 'Copies are made of JPEG, PNG, WAV and MP4.',
      TOO_LARGE: 'Copies are made of files up to 256 MiB.',
      NOT_SIGNABLE: 'The file can’t be signed: {detail}',
    },
    isWaiting: 'Being prepared',
    hasFailed: 'Not made: {detail}',
  },
  zh: {
    title: '携带来源信息的副本（C2PA）',
    lead: '这些副本写明文件的来源：署名、许可、原件指纹，以及是否允许用于人工智能训练。原件保持不变。验证工具若不认识本平台的证书，会提示签发者不受信任，但仍能发现任何改动。',
    waiting: '还有{count}个文件正在准备。',
    failed: '有{count}个副本未能制作。',
    retry: '重试',
    notYet: '副本将于{day}（许可首日）制作。',
    none: '许可生效后开始制作副本。',
    more: '显示更多副本',
    download: '下载{name}',
    xmp: '{name}的权利信息（XMP）',
    embedded: '携带来源信息的副本（C2PA），{size}',
    sidecar: '随附清单文件，{size}',
    xmpShort: 'XMP',
    reason: {
      TYPE: '仅为 JPEG、PNG、WAV 和 MP4 制作副本。',
      TOO_LARGE: '仅为不超过 256 MiB 的文件制作副本。',
      NOT_SIGNABLE: '该文件无法签名：{detail}',
    },
    isWaiting: '正在准备',
    hasFailed: '未能制作：{detail}',
  },
});
