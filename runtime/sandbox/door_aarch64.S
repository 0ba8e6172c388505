// door.h. One page, of the largest size that kernels use, that ends with the instruction, so that
// what comes after it is still there when the page is gone.
    .section .text.hy_door, "ax", %progbits
    .balign 65536
    .globl hy_door_call
    .type hy_door_call, %function
hy_door_call:
    mov x8, x0
    mov x0, x1
    mov x1, x2
    mov x2, x3
    mov x3, x4
    mov x4, x5
    mov x5, x6
    b door
    .org hy_door_call + 65536 - 4, 0
door:
    svc #0
    .globl hy_door_sill
hy_door_sill:
    ret
    .size hy_door_call, . - hy_door_call

    .section .note.GNU-stack, "", %progbits
