export { InputError } from '../../values/input-error';
export { oneLine } from '../../values/escape/visible';
