import NBCommands

runCommand(NBReport.self)
