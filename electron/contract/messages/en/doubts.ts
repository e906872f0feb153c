/** Why NapCat’s form has a second reading. Without a full stop, so that it can follow other words. */
import type { Catalogue } from '../catalogue.ts';

export const doubts: Catalogue['doubts'] = {
  'windows-hidden': 'the same launcher starts both forms, and the windows of QQ are hidden from us',
  'commands-hidden':
    'its command lines are hidden from us (it runs as administrator), and nothing else tells the forms apart',
  'loader-gone': 'the loader of the plugin form ends once QQ runs and leaves no trace',
};
