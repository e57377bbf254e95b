import { defineText } from '../../../lib/language/text.ts';

/** Of what a text found, and why. */
export const resultText = defineText({
  en: {
    why: 'Why here?',
    whyOf: 'Why here? {title}',
    reasons: {
      TEXT: '“{text}” is in {where}',
      CONCEPT: '“{text}” means “{meant}”, found in {where}',
      NARROWER: '“{text}” includes “{meant}”, found in {where}',
      SOUND: '“{text}” is how Chinese in {where} sounds',
      BEGINNING: 'a word in {where} begins with “{text}”',
      SPELLING: '“{text}” was read as “{meant}”, found in {where}',
    },
    fields: {
      identifier: 'its number',
      title: 'its title',
      terms: 'its terms',
      names: 'its kind, institution or community',
      description: 'its description',
      credit: 'its credit line',
    },
    inField: {
      TITLE: 'Title',
      DESCRIPTION: 'Description',
      TERM: 'Term',
      IDENTIFIER: 'Number',
      CREDIT: 'Credit',
    },
    notWhole: 'No asset has all of these words; these have the most of them.',
    nothingHas: 'Nothing has “{text}”.',
    without: 'Search without “{text}”',
    insteadOf: 'Nothing has “{text}”. These are for “{instead}”.',
    similar: 'Nothing has “{text}” as it is written. These sound or begin alike.',
    building: 'The search index is being built. Filters and counts are back when it is done.',
    buildingText:
      'The search index is being built, so “{text}” can’t be searched for yet. This list is without it; the page searches by itself as soon as it can.',
    noAnswer: 'Search does not answer at present. Filters and counts are back when it does.',
    noAnswerText:
      'Search does not answer at present, so “{text}” can’t be searched for. This list is without it; the page tries again by itself.',
    progress: 'Assets in the index',
    progressOf: '{built, number} of {total, number}',
  },
  zh: {
    why: '为何在此？',
    whyOf: '为何在此？{title}',
    reasons: {
      TEXT: '{where}中有“{text}”',
      CONCEPT: '“{text}”即“{meant}”，见于{where}',
      NARROWER: '“{text}”包括“{meant}”，见于{where}',
      SOUND: '“{text}”与{where}中的汉字读音相同',
      BEGINNING: '{where}中有以“{text}”开头的词',
      SPELLING: '“{text}”可能指“{meant}”，见于{where}',
    },
    fields: {
      identifier: '编号',
      title: '题名',
      terms: '术语',
      names: '类别、机构或社区',
      description: '说明',
      credit: '署名',
    },
    inField: {
      TITLE: '题名',
      DESCRIPTION: '说明',
      TERM: '术语',
      IDENTIFIER: '编号',
      CREDIT: '署名',
    },
    notWhole: '没有资产同时包含这些词，以下为包含最多的。',
    nothingHas: '没有资产包含“{text}”。',
    without: '去掉“{text}”再搜索',
    insteadOf: '没有资产包含“{text}”，以下按“{instead}”搜索。',
    similar: '没有资产原样包含“{text}”，以下读音或开头相同。',
    building: '正在建立搜索索引，完成后即可筛选并显示数量。',
    buildingText:
      '正在建立搜索索引，暂时无法搜索“{text}”。以下列表未按此文字搜索；索引完成后，本页会自动显示搜索结果。',
    noAnswer: '搜索暂时没有响应，恢复后即可筛选并显示数量。',
    noAnswerText: '搜索暂时没有响应，无法搜索“{text}”。以下列表未按此文字搜索；本页会自动重试。',
    progress: '已编入索引的资产',
    progressOf: '{built, number} / {total, number}',
  },
});
