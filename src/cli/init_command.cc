#include "cli/command.h"
namespace millrace { std::unique_ptr<Command> make_init_command(){return nullptr;} }
