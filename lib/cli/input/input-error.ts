export { InputError } from '../../values/input-error';
