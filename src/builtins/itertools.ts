// The module itertools; its types by groups in itertools-*.ts.

import { defineModule } from '../objects/define'
import { initItertoolsBasic } from './itertools-basic'
import { initItertoolsCombine } from './itertools-combine'
import { initItertoolsSelect } from './itertools-select'
import { initItertoolsTee } from './itertools-tee'

export function initItertoolsModule(): u32 {
  const module = defineModule('itertools')
  initItertoolsBasic(module)
  initItertoolsSelect(module)
  initItertoolsCombine(module)
  initItertoolsTee(module)
  return module
}
