import { defineText } from '../language/text.ts';

export const councilAskedText = defineText({
  en: {
    who: 'The council of {community} decides whether it may be licensed.',
    decides: '{who}.',
    sees: 'It sees this asset on its desk under “Asking you”. Its yes will stand on the asset’s page; a no is read with its reason under <todo>To do</todo>. Read about the community on <page>its page</page>.',
    tell: 'You can also send the council this link; it opens its decision about this asset, and no one else can decide there:',
    link: 'The link for the council',
  },
  zh: {
    who: '能否许可，由{community}的议事会决定。',
    decides: '{who}。',
    sees: '议事会在其工作台的“等您决定”中可看到这件资产。若同意，会显示在资产页面上；若不同意，其理由可在<todo>待办</todo>中读到。社区的情况见<page>社区页面</page>。',
    tell: '您也可以把此链接发给议事会；它会打开对这件资产的决定页，其他人无法在那里作出决定：',
    link: '给议事会的链接',
  },
});
