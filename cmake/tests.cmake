# Tests of what only C can reach, fuzz targets, and the targets for people.

# tests/c/NAME_test.c is a program: 0 passed, 77 skipped, anything else failed.
add_custom_target(ctests)
file(GLOB test_files CONFIGURE_DEPENDS tests/c/*_test.c)
foreach(file ${test_files})
  get_filename_component(name ${file} NAME_WE)
  add_executable(${name} EXCLUDE_FROM_ALL ${file})
  target_compile_options(${name} PRIVATE ${tide_warnings} ${tide_sanitizers})
  target_link_options(${name} PRIVATE ${tide_sanitizers})
  target_link_libraries(${name} PRIVATE host)
  set_target_properties(${name} PROPERTIES RUNTIME_OUTPUT_DIRECTORY tests)
  add_dependencies(ctests ${name})
endforeach()

# tests/fuzz/NAME.c is a libFuzzer target with its corpus in tests/fuzz/corpus/NAME.
if(TIDE_FUZZ)
  add_custom_target(fuzzers)
  file(GLOB fuzz_files CONFIGURE_DEPENDS tests/fuzz/*.c)
  foreach(file ${fuzz_files})
    get_filename_component(name ${file} NAME_WE)
    add_executable(fuzz_${name} EXCLUDE_FROM_ALL ${file})
    target_compile_options(fuzz_${name} PRIVATE ${tide_sanitizers})
    target_link_options(fuzz_${name} PRIVATE -fsanitize=fuzzer,address,undefined)
    target_link_libraries(fuzz_${name} PRIVATE host)
    set_target_properties(fuzz_${name} PROPERTIES RUNTIME_OUTPUT_DIRECTORY tests)
    add_dependencies(fuzzers fuzz_${name})
  endforeach()
endif()

set(tide_here WORKING_DIRECTORY ${CMAKE_SOURCE_DIR} USES_TERMINAL VERBATIM)
add_custom_target(check COMMAND tests/run ${tide_here} DEPENDS tide)
add_custom_target(lint COMMAND tests/lint ${tide_here})
add_custom_target(bench COMMAND $<TARGET_FILE:tide> bench ${tide_here} DEPENDS tide)
add_custom_target(docs COMMAND docs/generate $<TARGET_FILE:tide> ${tide_here} DEPENDS tide)
add_custom_target(format ${tide_here} COMMAND
  find host tests -name "*.[ch]" -exec clang-format -i {} +)
