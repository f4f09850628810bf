import NBCommands

runCommand(NBTrack.self)
