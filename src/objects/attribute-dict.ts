// The dicts that hold attributes, seen from the core: entries by interned str names.

import { ABSENT, Value } from '../memory/value'
import { dictGetStr, dictPopStr, dictSetStr, newDict } from './dict'

/** A new dict for attributes. */
export function newAttributeDict(): u32 { return newDict() }

/** Value of interned `name`, or ABSENT. */
export function attributeDictGet(dict: u32, name: u32): Value { return dictGetStr(dict, name) }

export function attributeDictSet(dict: u32, name: u32, value: Value): void { dictSetStr(dict, name, value) }

/** False if the name was not there. */
export function attributeDictDelete(dict: u32, name: u32): bool { return dictPopStr(dict, name) != ABSENT }
