export interface FieldError {
  field: string
}
